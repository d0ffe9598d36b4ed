"""Talks HTTP to a server with the `h11` package, which accepts nothing that RFC 9112 forbids; prints JSON."""

import json
import socket
import sys

import h11

PORT = int(sys.argv[1])


def cycle(connection, wire, method, target, headers=(), body=b""):
    """One request and its answer on a connection."""
    head = h11.Request(method=method, target=target, headers=[("Host", "a"), *headers])
    wire.sendall(connection.send(head))
    if body:
        wire.sendall(connection.send(h11.Data(data=body)))
    wire.sendall(connection.send(h11.EndOfMessage()))
    status, interim, data = None, [], b""
    while True:
        event = connection.next_event()
        if event is h11.NEED_DATA:
            connection.receive_data(wire.recv(65536))
        elif isinstance(event, h11.InformationalResponse):
            interim.append(event.status_code)
        elif isinstance(event, h11.Response):
            status = event.status_code
        elif isinstance(event, h11.Data):
            data += bytes(event.data)
        elif isinstance(event, h11.EndOfMessage):
            return status, interim, data


def main():
    results = []
    with socket.create_connection(("127.0.0.1", PORT)) as wire:
        connection = h11.Connection(h11.CLIENT)
        for method, target, headers, body in [
            ("GET", "/hello", [], b""),
            ("HEAD", "/hello", [], b""),
            ("GET", "/nowhere", [], b""),
            ("DELETE", "/hello", [], b""),
            ("OPTIONS", "/hello", [], b""),
            ("POST", "/echo", [("Content-Length", "5")], b"sized"),
            ("POST", "/echo", [("Transfer-Encoding", "chunked")], b"chunked"),
            ("POST", "/echo", [("Expect", "100-continue"), ("Content-Length", "6")], b"waited"),
            ("POST", "/ignore", [("Content-Length", "30000")], b"x" * 30000),
            ("GET", "/stream", [], b""),
            ("GET", "/hello", [("Connection", "close")], b""),
        ]:
            status, interim, data = cycle(connection, wire, method, target, headers, body)
            results.append([method, target, status, len(data)])
            if connection.our_state is h11.DONE and connection.their_state is h11.DONE:
                connection.start_next_cycle()
        connection.receive_data(wire.recv(65536))
        results.append(str(connection.next_event()))
    print(json.dumps(results))


main()
