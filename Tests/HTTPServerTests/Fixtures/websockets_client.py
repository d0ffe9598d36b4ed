"""Talks WebSocket to a server with the `websockets` package; prints what came of each case as JSON."""

import asyncio
import json
import sys

import websockets
from websockets.frames import Opcode

ADDRESS = f"ws://127.0.0.1:{sys.argv[1]}"


async def echo():
    """Short, empty, long and non-ASCII messages come back as they were, in order."""
    async with websockets.connect(ADDRESS + "/echo") as socket:
        sent = ["hello", "", "ü€𝄞", "x" * 65536] + [str(number) for number in range(500)]
        for message in sent:
            await socket.send(message)
        return [await socket.recv() for _ in sent] == sent


async def fragments():
    """A message in pieces, with a ping between them, is one message."""
    async with websockets.connect(ADDRESS + "/echo") as socket:
        await socket.send(["Hel", "", "lo ", "ü"])
        return await socket.recv()


async def ping():
    """A ping is answered with its own bytes."""
    async with websockets.connect(ADDRESS + "/echo") as socket:
        latency = await (await socket.ping(b"are you there?"))
        return latency >= 0


async def client_closes():
    """The server answers a close with the same code."""
    async with websockets.connect(ADDRESS + "/echo") as socket:
        await socket.close(3001, "enough")
        return [socket.close_code, socket.close_reason]


async def closed(path, *messages):
    """The code and reason with which the server closes."""
    async with websockets.connect(ADDRESS + path, max_size=None) as socket:
        try:
            for message in messages:
                await socket.send(message)
            while True:
                await socket.recv()
        except websockets.ConnectionClosed:
            return [socket.close_code, socket.close_reason]


async def raw(*frames):
    """The code with which the server closes after frames that no client of good faith sends."""
    async with websockets.connect(ADDRESS + "/echo") as socket:
        try:
            for frame in frames:
                # The package's own writer, without its checks.
                socket.transport.write(frame)
            while True:
                await socket.recv()
        except websockets.ConnectionClosed:
            return socket.close_code


def frame(opcode, data, fin=True, mask=True, reserved=0):
    """A frame written by hand, since the package refuses to write wrong ones; its mask is four zeros."""
    assert len(data) < 65536
    length = bytes([len(data)]) if len(data) < 126 else bytes([126]) + len(data).to_bytes(2, "big")
    length = bytes([length[0] | 0x80 * mask]) + length[1:]
    return bytes([0x80 * fin | reserved << 4 | opcode]) + length + bytes(4 * mask) + data


async def refused(path, **options):
    """The status with which the server refuses the handshake."""
    try:
        async with websockets.connect(ADDRESS + path, **options):
            return "accepted"
    except websockets.InvalidStatus as error:
        return error.response.status_code


async def server_pings():
    """The server pings an idle client, and goes on when it is answered."""
    async with websockets.connect(ADDRESS + "/echo", ping_interval=None) as socket:
        pings = 0
        process = socket.protocol.recv_frame

        def count(received):
            nonlocal pings
            pings += received.opcode is Opcode.PING
            return process(received)

        socket.protocol.recv_frame = count
        while pings < 3:
            await asyncio.sleep(0.02)
        await socket.send("still here")
        return await socket.recv()


async def main():
    cases = {
        "echo": echo(),
        "fragments": fragments(),
        "ping": ping(),
        "client closes": client_closes(),
        "handler ends": closed("/ends"),
        "handler says why": closed("/reason"),
        "handler fails": closed("/fails"),
        "binary": closed("/echo", b"bytes"),
        "too long": closed("/echo", "x" * 65537),
        "too long in pieces": closed("/echo", ["x" * 60000, "x" * 60000]),
        "invalid UTF-8": raw(frame(Opcode.TEXT, b"\xce\xba\xe1\xbd\xb9\xcf\x83\xce\xbc\xce\xb5\xed\xa0\x80")),
        "invalid UTF-8 in pieces": raw(frame(Opcode.TEXT, b"\xce", fin=False), frame(Opcode.CONT, b"A")),
        "UTF-8 cut between pieces": None,
        "unmasked": raw(frame(Opcode.TEXT, b"hello", mask=False)),
        "reserved bit": raw(frame(Opcode.TEXT, b"hello", reserved=4)),
        "unknown opcode": raw(bytes([0x83, 0x80, 0, 0, 0, 0])),
        "long ping": raw(frame(Opcode.PING, b"x" * 126)),
        "ping in pieces": raw(frame(Opcode.PING, b"x", fin=False)),
        "nothing to continue": raw(frame(Opcode.CONT, b"x")),
        "message within a message": raw(frame(Opcode.TEXT, b"x", fin=False), frame(Opcode.TEXT, b"y")),
        "close with half a code": raw(frame(Opcode.CLOSE, b"\x03")),
        "close with a forbidden code": raw(frame(Opcode.CLOSE, b"\x03\xec")),
        "close with bad text": raw(frame(Opcode.CLOSE, b"\x03\xe8\xff")),
        "not a WebSocket": refused("/hello"),
        "foreign origin": refused("/echo", origin="https://elsewhere.example"),
        "own origin": refused("/echo", origin=ADDRESS.replace("ws:", "http:")),
        "server pings": server_pings(),
    }

    async def cut():
        async with websockets.connect(ADDRESS + "/echo") as socket:
            socket.transport.write(frame(Opcode.TEXT, b"\xce", fin=False))
            socket.transport.write(frame(Opcode.PING, b"between"))
            socket.transport.write(frame(Opcode.CONT, b"\xba"))
            return await socket.recv()

    cases["UTF-8 cut between pieces"] = cut()
    results = {}
    for name, case in cases.items():
        try:
            results[name] = await asyncio.wait_for(case, 50)
        except Exception as error:
            results[name] = f"{type(error).__name__}: {error}"
    print(json.dumps(results, ensure_ascii=False))


asyncio.run(main())
