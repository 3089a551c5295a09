// not shown in this file: the names of fields, as the standard has them
/** Batteries and motors. */
export const POWER_MESSAGES = {
  SYS_STATUS:
    'onboard_control_sensors_present:u32 onboard_control_sensors_enabled:u32 onboard_control_sensors_health:u32 load:u16 voltage_battery:u16?65535 current_battery:i16?-1 drop_rate_comm:u16 errors_comm:u16 errors_count1:u16 errors_count2:u16 errors_count3:u16 errors_count4:u16 battery_remaining:i8?-1 +onboard_control_sensors_present_extended:u32 +onboard_control_sensors_enabled_extended:u32 +onboard_control_sensors_health_extended:u32',
  // Cells beyond those that there are: 65535, in the extension 0.
  BATTERY_STATUS:
    'current_consumed:i32?-1 energy_consumed:i32?-1 temperature:i16?32767 voltages:u16[10]?65535 current_battery:i16?-1 id:u8 battery_function:u8 type:u8 battery_remaining:i8?-1 +time_remaining:i32?0 +charge_state:u8?0 +voltages_ext:u16[4]?0,65535 +mode:u8 +fault_bitmask:u32',
  ESC_INFO:
    'time_usec:u64 error_count:u32[4] counter:u16 failure_flags:u16[4] temperature:i16[4]?32767 index:u8 count:u8 connection_type:u8 info:u8',
  ESC_STATUS: 'time_usec:u64 rpm:i32[4] voltage:f32[4] current:f32[4] index:u8',
} as const;
