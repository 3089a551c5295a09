#!/usr/bin/python3
"""A Pi host that shares no code with Groundglass: Debian's python3-socketio and python3-aiohttp, as the original uses.

Run it with /usr/bin/python3. It prints one JSON line with its ports when it listens, and ends with its standard input.
A line of JSON on standard input commands it while it runs; each is answered by a line:

  {"set": {"roll": 12.5}}     values from now on (of --set too); "NaN" as a value is a bare NaN on the wire
  {"video": "drop"}           closes the viewer; "off" stops listening as well, "on" listens again on the same port
  {"telemetry": "off"}        ends the telemetry server and its clients; "on" starts it again on the same port;
                              "silent" keeps the clients and sends nothing, "talk" goes on
"""
import argparse
import asyncio
import json
import math
import re
import socket
import sys
import time

import socketio
from aiohttp import web

KEYS = (
    "roll pitch yaw lat lon alt heading ground_speed climb_rate battery current_battery battery_remaining airspeed "
    "throttle satellites fix_type h_acc v_acc accel_x accel_y accel_z gyro_x gyro_y gyro_z rc_channels cpu_temp "
    "cpu_usage timestamp"
).split()


def access_units(data):
    """Annex B bytes → one bytes object a picture, parameter sets and SEI with the picture that follows."""
    starts = [match.start() for match in re.finditer(b"\x00?\x00\x00\x01", data)]
    units, current, has_slice = [], b"", False
    for begin, end in zip(starts, starts[1:] + [len(data)]):
        header = data.index(1, begin) + 1
        kind = data[header] & 0x1F
        first_slice = kind in (1, 5) and header + 1 < end and data[header + 1] & 0x80
        if has_slice and (first_slice or kind in (6, 7, 8, 9)):
            units.append(current)
            current, has_slice = b"", False
        current += data[begin:end]
        has_slice = has_slice or kind in (1, 5)
    return units + [current] if has_slice else units


class Video:
    """Plays the clip from its beginning to one viewer at a time, one write a picture, paced; another is closed at once."""

    def __init__(self, clip, args):
        self.units, self.args, self.viewer, self.server = clip, args, None, None
        self.port = args.video_port

    async def on(self):
        self.server = await asyncio.start_server(self.serve, self.args.listen, self.port)
        self.port = self.server.sockets[0].getsockname()[1]

    async def off(self):
        self.server.close()
        self.drop()

    def drop(self):
        if self.viewer:
            self.viewer.close()

    async def serve(self, _reader, writer):
        if self.viewer:
            writer.close()
            return
        self.viewer = writer
        writer.get_extra_info("socket").setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        start, count = time.monotonic(), 0
        try:
            while not writer.is_closing():
                writer.write(self.units[(count + self.args.first) % len(self.units)])
                await writer.drain()
                count += 1
                await asyncio.sleep(max(0, start + count / self.args.fps - time.monotonic()))
        except ConnectionError:
            pass
        finally:
            self.viewer = None
            writer.close()


class Telemetry:
    """The 28 keys at about 10 Hz to every client."""

    def __init__(self, args):
        self.args, self.port, self.runner, self.silent = args, args.telemetry_port, None, False
        self.values = {key: 0 for key in KEYS}
        self.values["rc_channels"] = [0] * 8

    def set(self, values):
        for key, value in values.items():
            self.values[key] = math.nan if value == "NaN" else value

    async def on(self):
        self.io = socketio.AsyncServer(
            async_mode="aiohttp", ping_interval=25, ping_timeout=60, cors_allowed_origins="*"
        )
        app = web.Application()
        self.io.attach(app)
        self.runner = web.AppRunner(app)
        await self.runner.setup()
        site = web.TCPSite(self.runner, self.args.listen, self.port, shutdown_timeout=0.1, reuse_address=True)
        await site.start()
        self.port = site._server.sockets[0].getsockname()[1]
        self.task = asyncio.ensure_future(self.emit())

    async def off(self):
        self.task.cancel()
        for sid in list(self.io.manager.get_participants("/", None)):
            await self.io.disconnect(sid[0] if isinstance(sid, tuple) else sid)
        await self.runner.cleanup()

    async def emit(self):
        while True:
            if not self.silent:
                timestamp = {"timestamp": time.time()} if self.values["timestamp"] == 0 else {}
                await self.io.emit("telemetry", {**self.values, **timestamp})
            await asyncio.sleep(0.1)


async def command(line, video, telemetry):
    message = json.loads(line)
    telemetry.set(message.get("set", {}))
    for name, server in (("video", video), ("telemetry", telemetry)):
        action = message.get(name)
        if action in ("on", "off"):
            await getattr(server, action)()
        elif action == "drop":
            server.drop()
        elif action in ("silent", "talk"):
            server.silent = action == "silent"


async def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--clip", help="Annex B file, looped as a whole")
    parser.add_argument("--fps", type=float, default=30)
    parser.add_argument("--first", type=int, default=0, help="number of the picture that a connection begins with")
    parser.add_argument("--listen", default="127.0.0.1")
    parser.add_argument("--video-port", type=int, default=8000, help="0 takes any free one")
    parser.add_argument("--telemetry-port", type=int, default=8001, help="0 takes any free one")
    parser.add_argument("--no-video", action="store_true")
    parser.add_argument("--no-telemetry", action="store_true")
    parser.add_argument("--set", action="append", default=[], metavar="KEY=JSON", help="a value, such as roll=12.5")
    parser.add_argument("--nan", action="append", default=[], metavar="KEY", help="a key whose value is a bare NaN")
    args = parser.parse_args()

    telemetry = Telemetry(args)
    telemetry.set({key: json.loads(value) for key, value in (item.split("=", 1) for item in args.set)})
    telemetry.set({key: "NaN" for key in args.nan})
    ready = {}
    video = None
    if not args.no_video:
        if not args.clip:
            parser.error("--clip is needed, or --no-video")
        with open(args.clip, "rb") as file:
            video = Video(access_units(file.read()), args)
        await video.on()
        ready["videoPort"] = video.port
    if not args.no_telemetry:
        await telemetry.on()
        ready["telemetryPort"] = telemetry.port
    print(json.dumps(ready), flush=True)

    loop = asyncio.get_running_loop()
    while line := await loop.run_in_executor(None, sys.stdin.readline):
        try:
            await command(line, video, telemetry)
            print('{"ok": true}', flush=True)
        except Exception as error:
            print(json.dumps({"error": f"{type(error).__name__}: {error}"}), flush=True)


asyncio.run(main())
