"""Receivers of webhooks, good and bad, each on a loopback port of its own."""
import base64
import hashlib
import hmac
import json
import socket
import threading
import time


def signatures(secret, identity, timestamp, body):
    """As Standard Webhooks write it down, made without anything of the product."""
    key = base64.b64decode(secret.removeprefix("whsec_"))
    text = b".".join([identity.encode(), timestamp.encode(), body])
    return "v1," + base64.b64encode(hmac.new(key, text, hashlib.sha256).digest()).decode()


class Message:
    """One request as it came."""

    def __init__(self, head, body):
        lines = head.decode("latin-1").split("\r\n")
        self.line = lines[0]
        self.headers = {name.strip().lower(): value.strip()
                        for name, _, value in (line.partition(":") for line in lines[1:])}
        self.body = body
        self.event = json.loads(body)
        self.id = self.headers["webhook-id"]
        self.sent = self.headers["webhook-signature"].split(" ")

    def is_signed_with(self, secret):
        right = signatures(secret, self.id, self.headers["webhook-timestamp"], self.body)
        return right in self.sent and abs(time.time() - int(self.headers["webhook-timestamp"])) < 300


class Receiver:
    """Listens; `behave(connection, message)` answers. A receiver without behaviour counts who comes."""

    def __init__(self, behave=None, port=0):
        self.behave, self.messages, self.connections = behave, [], 0
        self.news = threading.Condition()
        self.stopping = threading.Event()
        self.listener = socket.create_server(("127.0.0.1", port), backlog=64)
        self.listener.settimeout(0.1)
        self.port = self.listener.getsockname()[1]
        threading.Thread(target=self.listen, daemon=True).start()

    def listen(self):
        while not self.stopping.is_set():
            try:
                connection, _ = self.listener.accept()
            except TimeoutError:
                continue
            except OSError:
                return
            with self.news:
                self.connections += 1
            threading.Thread(target=self.serve, args=(connection,), daemon=True).start()

    def serve(self, connection):
        connection.settimeout(15)
        waiting = b""
        try:
            while True:
                while b"\r\n\r\n" not in waiting:
                    more = connection.recv(65536)
                    if not more:
                        return
                    waiting += more
                head, _, waiting = waiting.partition(b"\r\n\r\n")
                length = next(int(line.split(b":")[1]) for line in head.split(b"\r\n")
                              if line.lower().startswith(b"content-length:"))
                while len(waiting) < length:
                    waiting += connection.recv(65536)
                message = Message(head, waiting[:length])
                waiting = waiting[length:]
                with self.news:
                    self.messages.append(message)
                    self.news.notify_all()
                if not self.behave or not self.behave(connection, message):
                    return
        except OSError:
            pass
        finally:
            connection.close()

    def wait_for(self, enough, seconds, what):
        """Until enough(messages) is true."""
        with self.news:
            if not self.news.wait_for(lambda: enough(self.messages), seconds):
                raise AssertionError(f"{what}: not within {seconds} s, {len(self.messages)} messages came")

    def close(self):
        self.stopping.set()
        self.listener.close()


def reply(status, headers="", body=b""):
    head = f"HTTP/1.1 {status} x\r\n{headers}Content-Length: {len(body)}\r\n\r\n"
    return head.encode() + body


def always(answer):
    """Keeps the line open."""
    def behave(connection, _):
        connection.sendall(answer)
        return True
    return behave


def fails_first(times, failure, success=reply(200)):
    """Each event is refused so often, then taken."""
    seen = {}

    def behave(connection, message):
        seen[message.id] = seen.get(message.id, 0) + 1
        connection.sendall(failure if seen[message.id] <= times else success)
        return True
    return behave


def breaks_off(answer):
    def behave(connection, _):
        connection.sendall(answer)
        return False
    return behave


def hangs(connection, _):
    time.sleep(15)
    return False


def drips(connection, _):
    connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n")
    for _ in range(200):
        connection.sendall(b"x")
        time.sleep(0.1)
    return False
