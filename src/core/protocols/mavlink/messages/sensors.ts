// not shown in this file: the names of fields, as the standard has them
/** What sensors, receivers and servos say. */
export const SENSOR_MESSAGES = {
  SCALED_PRESSURE: 'time_boot_ms:u32 press_abs:f32 press_diff:f32 temperature:i16 +temperature_press_diff:i16?0',
  SCALED_IMU:
    'time_boot_ms:u32 xacc:i16 yacc:i16 zacc:i16 xgyro:i16 ygyro:i16 zgyro:i16 xmag:i16 ymag:i16 zmag:i16 +temperature:i16?0',
  RAW_IMU:
    'time_usec:u64 xacc:i16 yacc:i16 zacc:i16 xgyro:i16 ygyro:i16 zgyro:i16 xmag:i16 ymag:i16 zmag:i16 +id:u8 +temperature:i16?0',
  HIGHRES_IMU:
    'time_usec:u64 xacc:f32 yacc:f32 zacc:f32 xgyro:f32 ygyro:f32 zgyro:f32 xmag:f32 ymag:f32 zmag:f32 abs_pressure:f32 diff_pressure:f32 pressure_alt:f32 temperature:f32 fields_updated:u16 +id:u8',
  RC_CHANNELS:
    'time_boot_ms:u32 chan1_raw:u16?65535 chan2_raw:u16?65535 chan3_raw:u16?65535 chan4_raw:u16?65535 chan5_raw:u16?65535 chan6_raw:u16?65535 chan7_raw:u16?65535 chan8_raw:u16?65535 chan9_raw:u16?65535 chan10_raw:u16?65535 chan11_raw:u16?65535 chan12_raw:u16?65535 chan13_raw:u16?65535 chan14_raw:u16?65535 chan15_raw:u16?65535 chan16_raw:u16?65535 chan17_raw:u16?65535 chan18_raw:u16?65535 chancount:u8 rssi:u8?255',
  SERVO_OUTPUT_RAW:
    'time_usec:u32 servo1_raw:u16 servo2_raw:u16 servo3_raw:u16 servo4_raw:u16 servo5_raw:u16 servo6_raw:u16 servo7_raw:u16 servo8_raw:u16 port:u8 +servo9_raw:u16 +servo10_raw:u16 +servo11_raw:u16 +servo12_raw:u16 +servo13_raw:u16 +servo14_raw:u16 +servo15_raw:u16 +servo16_raw:u16',
  RANGEFINDER: 'distance:f32 voltage:f32',
  DISTANCE_SENSOR:
    'time_boot_ms:u32 min_distance:u16 max_distance:u16 current_distance:u16 type:u8 id:u8 orientation:u8 covariance:u8?255 +horizontal_fov:f32?0 +vertical_fov:f32?0 +quaternion:f32[4] +signal_quality:u8?0',
  EKF_STATUS_REPORT:
    'velocity_variance:f32 pos_horiz_variance:f32 pos_vert_variance:f32 compass_variance:f32 terrain_alt_variance:f32 flags:u16 +airspeed_variance:f32',
  ESTIMATOR_STATUS:
    'time_usec:u64 vel_ratio:f32 pos_horiz_ratio:f32 pos_vert_ratio:f32 mag_ratio:f32 hagl_ratio:f32 tas_ratio:f32 pos_horiz_accuracy:f32 pos_vert_accuracy:f32 flags:u16',
  VIBRATION:
    'time_usec:u64 vibration_x:f32 vibration_y:f32 vibration_z:f32 clipping_0:u32 clipping_1:u32 clipping_2:u32',
} as const;
