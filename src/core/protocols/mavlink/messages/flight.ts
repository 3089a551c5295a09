// not shown in this file: the names of fields, as the standard has them
/** What flies and where: attitude, position, speed, navigation. Specs as `FieldSpec` says. */
export const FLIGHT_MESSAGES = {
  HEARTBEAT: 'custom_mode:u32 type:u8 autopilot:u8 base_mode:u8 system_status:u8 mavlink_version:u8',
  ATTITUDE: 'time_boot_ms:u32 roll:f32 pitch:f32 yaw:f32 rollspeed:f32 pitchspeed:f32 yawspeed:f32',
  ATTITUDE_QUATERNION:
    'time_boot_ms:u32 q1:f32 q2:f32 q3:f32 q4:f32 rollspeed:f32 pitchspeed:f32 yawspeed:f32 +repr_offset_q:f32[4]',
  GLOBAL_POSITION_INT: 'time_boot_ms:u32 lat:i32 lon:i32 alt:i32 relative_alt:i32 vx:i16 vy:i16 vz:i16 hdg:u16?65535',
  // DOP of 9999 is what receivers say that have none; accuracies of 0 were not sent.
  GPS_RAW_INT:
    'time_usec:u64 lat:i32 lon:i32 alt:i32 eph:u16?65535,9999 epv:u16?65535,9999 vel:u16?65535 cog:u16?65535 fix_type:u8 satellites_visible:u8?255 +alt_ellipsoid:i32 +h_acc:u32?0 +v_acc:u32?0 +vel_acc:u32?0 +hdg_acc:u32?0 +yaw:u16?0,65535',
  GPS2_RAW:
    'time_usec:u64 lat:i32 lon:i32 alt:i32 dgps_age:u32?4294967295 eph:u16?65535,9999 epv:u16?65535,9999 vel:u16?65535 cog:u16?65535 fix_type:u8 satellites_visible:u8?255 dgps_numch:u8 +yaw:u16?0,65535 +alt_ellipsoid:i32 +h_acc:u32?0 +v_acc:u32?0 +vel_acc:u32?0 +hdg_acc:u32?0',
  VFR_HUD: 'airspeed:f32 groundspeed:f32 alt:f32 climb:f32 heading:i16 throttle:u16',
  ALTITUDE:
    'time_usec:u64 altitude_monotonic:f32 altitude_amsl:f32 altitude_local:f32 altitude_relative:f32 altitude_terrain:f32 bottom_clearance:f32',
  HOME_POSITION:
    'latitude:i32 longitude:i32 altitude:i32 x:f32 y:f32 z:f32 q:f32[4] approach_x:f32 approach_y:f32 approach_z:f32 +time_usec:u64',
  MISSION_CURRENT:
    'seq:u16 +total:u16?0,65535 +mission_state:u8?0 +mission_mode:u8?0 +mission_id:u32?0 +fence_id:u32?0 +rally_points_id:u32?0',
  NAV_CONTROLLER_OUTPUT:
    'nav_roll:f32 nav_pitch:f32 alt_error:f32 aspd_error:f32 xtrack_error:f32 nav_bearing:i16 target_bearing:i16 wp_dist:u16',
  EXTENDED_SYS_STATE: 'vtol_state:u8?0 landed_state:u8?0',
  FENCE_STATUS: 'breach_time:u32 breach_count:u16 breach_status:u8 breach_type:u8 +breach_mitigation:u8',
  WIND: 'direction:f32 speed:f32 speed_z:f32',
  WIND_COV:
    'time_usec:u64 wind_x:f32 wind_y:f32 wind_z:f32 var_horiz:f32 var_vert:f32 wind_alt:f32 horiz_accuracy:f32 vert_accuracy:f32',
} as const;
