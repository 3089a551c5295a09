// not shown in this file: the names of fields, as the standard has them
/** The link itself, what the vehicle is, what it says in words, and the few messages that are sent. */
export const LINK_MESSAGES = {
  RADIO_STATUS: 'rxerrors:u16 fixed:u16 rssi:u8?255 remrssi:u8?255 txbuf:u8 noise:u8?255 remnoise:u8?255',
  RADIO: 'rxerrors:u16 fixed:u16 rssi:u8?255 remrssi:u8?255 txbuf:u8 noise:u8?255 remnoise:u8?255',
  LINK_NODE_STATUS:
    'timestamp:u64 tx_rate:u32 rx_rate:u32 messages_sent:u32 messages_received:u32 messages_lost:u32 rx_parse_err:u16 tx_overflows:u16 rx_overflows:u16 tx_buf:u8 rx_buf:u8',
  SYSTEM_TIME: 'time_unix_usec:u64 time_boot_ms:u32',
  TIMESYNC: 'tc1:i64 ts1:i64 +target_system:u8 +target_component:u8',
  STATUSTEXT: 'severity:u8 text:char[50] +id:u16 +chunk_seq:u8',
  PARAM_VALUE: 'param_value:f32 param_count:u16 param_index:u16 param_id:char[16] param_type:u8',
  AUTOPILOT_VERSION:
    'capabilities:u64 uid:u64 flight_sw_version:u32 middleware_sw_version:u32 os_sw_version:u32 board_version:u32 vendor_id:u16 product_id:u16 flight_custom_version:u8[8] middleware_custom_version:u8[8] os_custom_version:u8[8] +uid2:u8[18]',
  CAMERA_INFORMATION:
    'time_boot_ms:u32 firmware_version:u32 focal_length:f32 sensor_size_h:f32 sensor_size_v:f32 flags:u32 resolution_h:u16?0 resolution_v:u16?0 cam_definition_version:u16 vendor_name:u8[32] model_name:u8[32] lens_id:u8 cam_definition_uri:char[140] +gimbal_device_id:u8 +camera_device_id:u8',
  VIDEO_STREAM_INFORMATION:
    'framerate:f32 bitrate:u32 flags:u16 resolution_h:u16 resolution_v:u16 rotation:u16 hfov:u16?0 stream_id:u8 count:u8 type:u8 name:char[32] uri:char[160] +encoding:u8 +camera_device_id:u8',
  COMMAND_ACK: 'command:u16 result:u8 +progress:u8?255 +result_param2:i32 +target_system:u8 +target_component:u8',
  COMMAND_LONG:
    'param1:f32 param2:f32 param3:f32 param4:f32 param5:f32 param6:f32 param7:f32 command:u16 target_system:u8 target_component:u8 confirmation:u8',
  REQUEST_DATA_STREAM: 'req_message_rate:u16 target_system:u8 target_component:u8 req_stream_id:u8 start_stop:u8',
} as const;
