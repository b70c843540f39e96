"""A server to send to, and the ways in which HTTP itself can be sent wrongly: half, twice, too long, badly cut, in one breath."""
import atexit
import http.client
import json
import os
import re
import socket
import subprocess
import sys
import time
from datetime import datetime, timezone

CLOCK = "2026-03-10T17:00:00Z"
START_MS = 1773162000000


def ms_text(ms):
    return datetime.fromtimestamp(ms / 1000, timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")


class Server:
    """The program over a database in this folder, with a clock moved by hand."""

    def __init__(self, program, folder):
        subprocess.run([program, "init", "--folder", f"{folder}/shop"], check=True, capture_output=True)
        self.database = f"sqlite:{folder}/shop/data/vuelve.db"
        self.process = subprocess.Popen([program, "serve", "--config", f"{folder}/shop/vuelve.toml", "--clock", f"manual:{CLOCK}", "--port", "0"],
                                        stderr=subprocess.PIPE, text=True, env={**os.environ, "VUELVE_PASSWORD_COST": "small"})
        atexit.register(self.end)
        said = ""
        while not (found := re.search(r"http://127\.0\.0\.1:(\d+)", said)):
            line = self.process.stderr.readline()
            if not line:
                sys.exit("the server does not start: " + said)
            said += line
        self.port = int(found[1])

    def end(self):
        """Exit code of the program, stopped in good order."""
        if self.process.poll() is None:
            self.process.terminate()
        return self.process.wait()


class Line:
    """A connection that is kept alive; made anew when the server closed it."""

    def __init__(self, port):
        self.port, self.link = port, None

    def send(self, method, target, headers=(), body=None):
        """Status, headers and bytes; None when the server closed the line without an answer, twice."""
        for attempt in (1, 2):
            if self.link is None:
                self.link = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
            try:
                self.link.putrequest(method, target, skip_accept_encoding=True)
                for name, value in headers:
                    self.link.putheader(name, value)
                if body is not None:
                    self.link.putheader("Content-Length", str(len(body)))
                self.link.endheaders(body)
                answer = self.link.getresponse()
                if answer.headers.get("Content-Type", "").startswith("text/event-stream"):
                    self.link.close()  # it would go on for ever
                    self.link = None
                    return answer.status, answer.headers, b""
                return answer.status, answer.headers, answer.read()
            except (http.client.HTTPException, OSError):
                self.link.close()
                self.link = None
        return None

    def ask(self, method, target, body=None, key=None, idempotency=None):
        """The JSON of an answer that has to be good."""
        headers = [("Authorization", "Bearer " + key)] if key else []
        if idempotency:
            headers.append(("Idempotency-Key", idempotency))
        if body is not None:
            headers.append(("Content-Type", "application/json"))
        status, told, content = self.send(method, target, headers, None if body is None else json.dumps(body).encode())
        while status == 429:
            time.sleep(int(told["Retry-After"]))
            status, told, content = self.send(method, target, headers, None if body is None else json.dumps(body).encode())
        if status not in (200, 201, 202, 204):
            sys.exit(f"{target}: {status} {content[:300]}")
        return json.loads(content or "{}")

    def raw(self, data):
        """What comes back for bytes that need not be HTTP; empty when the line is just closed."""
        with socket.create_connection(("127.0.0.1", self.port), timeout=30) as line:
            answer = b""
            try:
                line.sendall(data)
                line.shutdown(socket.SHUT_WR)
                while chunk := line.recv(65536):
                    answer += chunk
            except (ConnectionResetError, BrokenPipeError):
                pass
            return answer


def answers_in(data):
    """(status, headers, body) of each answer in these bytes; None when they are no HTTP."""
    found = []
    while data:
        head, cut, rest = data.partition(b"\r\n\r\n")
        first, *lines = head.split(b"\r\n")
        told = re.fullmatch(rb"HTTP/1\.[01] ([1-5]\d\d) [ -~]*", first)
        if not cut or not told:
            return None
        headers = {}
        for line in lines:
            name, colon, value = line.partition(b": ")
            if not colon:
                return None
            headers[name.decode("latin-1").lower()] = value.decode("latin-1")
        body = whole_body(headers, rest)
        if body is None:
            return None
        content, data = body
        found.append((int(told[1]), headers, content))
    return found


def whole_body(headers, rest):
    """The body that these headers announce and what comes after it; None when it is cut off."""
    if headers.get("transfer-encoding") != "chunked":
        length = int(headers.get("content-length", "0"))
        return None if len(rest) < length else (rest[:length], rest[length:])
    content = b""
    while True:
        size, cut, rest = rest.partition(b"\r\n")
        if not cut or not re.fullmatch(rb"[0-9A-Fa-f]+", size) or len(rest) < int(size, 16) + 2:
            return None
        content, rest = content + rest[:int(size, 16)], rest[int(size, 16) + 2:]
        if int(size, 16) == 0:
            return content, rest


def broken(key):
    """Lines that are no HTTP, or HTTP that no honest client sends, by what is wrong with them."""
    good = f"GET /v1/rewards HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {key}\r\n".encode()
    post = good.replace(b"GET /v1/rewards", b"POST /v1/quotes") + b"Content-Type: application/json\r\n"
    chunked = post + b"Transfer-Encoding: chunked\r\n\r\n"
    return {
        "no HTTP": [b"", b"\r\n\r\n", b"GET", b"\x16\x03\x01\x02\x00\x01\x00", b"\x00" * 400, b"SSH-2.0-x\r\n", b"GET / HTTP/9.9\r\n\r\n",
                    b"GET\t/\tHTTP/1.1\r\n\r\n", b"GET / HTTP/1.1\nHost: x\n\n", b"G@T / HTTP/1.1\r\nHost: x\r\n\r\n", b"\xff" * 100 + b"\r\n\r\n"],
        "cut short": [good, good[:40], post + b"Content-Length: 5\r\n\r\nab", chunked + b"5\r\nab", chunked + b"5\r\nabcde\r\n", chunked[:-2]],
        "wrong length": [post + b"Content-Length: -1\r\n\r\n", post + b"Content-Length: 1\r\nContent-Length: 2\r\n\r\na", post + b"Content-Length: 1e3\r\n\r\n{}",
                         post + b"Content-Length: 99999999999999999999\r\n\r\n{}", post + b"Content-Length: 2, 2\r\n\r\n{}", post + b"Content-Length: +2\r\n\r\n{}",
                         post + b"Content-Length: 0x2\r\n\r\n{}", good + b"Content-Length: 400\r\n\r\n" + b"x" * 400],
        "bad chunks": [chunked + b"ZZ\r\n", chunked + b"-1\r\n\r\n", chunked + b"FFFFFFFFFFFFFFFFF\r\nx", chunked + b"2\r\n{}X0\r\n\r\n", chunked + b"2;" + b"e" * 20000 + b"\r\n{}\r\n0\r\n\r\n",
                       post + b"Transfer-Encoding: chunked\r\nContent-Length: 3\r\n\r\n0\r\n\r\n", post + b"Transfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n",
                       post + b"Transfer-Encoding: xchunked\r\n\r\n{}", chunked + b"0\r\nTrailer: " + b"t" * 30000 + b"\r\n\r\n", post + b"Transfer-Encoding:\x0bchunked\r\n\r\n0\r\n\r\n"],
        "bad headers": [good + b"X y: 1\r\n\r\n", good + b": 1\r\n\r\n", good + b"X: a\x00b\r\n\r\n", good + b"X: a\rb\r\n\r\n", good + b" folded: 1\r\n\r\n", good + b"Host: y\r\n\r\n",
                        b"GET /healthz HTTP/1.1\r\n\r\n", good + b"Authorization: Bearer other\r\n\r\n", good + b"Expect: 200-maybe\r\n\r\n", good + b"Upgrade: h2c\r\nConnection: Upgrade\r\n\r\n",
                        good + b"Range: bytes=0-1\r\n\r\n", good + b"Accept: image/png\r\n\r\n", good + b"Accept-Language: " + b"x-" * 2000 + b"\r\n\r\n", post + b"Content-Encoding: gzip\r\nContent-Length: 2\r\n\r\n{}"],
        "too much": [good + b"X: " + b"y" * 100_000 + b"\r\n\r\n", good + b"".join(b"X-%d: 1\r\n" % i for i in range(3000)) + b"\r\n", good + b"".join(b"X-%d: 1\r\n" % i for i in range(90)) + b"\r\n",
                     b"GET /" + b"a" * 70_000 + b" HTTP/1.1\r\nHost: x\r\n\r\n", b"GET /v1/rewards?" + b"a=b&" * 3000 + b" HTTP/1.1\r\nHost: x\r\n\r\n", b"G" * 70_000 + b" / HTTP/1.1\r\n\r\n"],
        "wrong target": [b"OPTIONS * HTTP/1.1\r\nHost: x\r\n\r\n", b"TRACE / HTTP/1.1\r\nHost: x\r\n\r\n", b"CONNECT a:1 HTTP/1.1\r\nHost: x\r\n\r\n", b"GET http://evil.example/healthz HTTP/1.1\r\nHost: x\r\n\r\n",
                         b"GET /v1/../../etc/passwd HTTP/1.1\r\nHost: x\r\n\r\n", b"GET /docs/..%2f..%2fetc%2fpasswd HTTP/1.1\r\nHost: x\r\n\r\n", b"GET /docs/%2e%2e/%2e%2e/etc/passwd HTTP/1.1\r\nHost: x\r\n\r\n",
                         b"GET /v1/rewards/%zz HTTP/1.1\r\nHost: x\r\n\r\n", b"GET /v1/rewards/%c0%af HTTP/1.1\r\nHost: x\r\n\r\n", b"GET /v1/rewards/%ed%a0%80 HTTP/1.1\r\nHost: x\r\n\r\n", b"GET /v1/rewards/\xff\xfe HTTP/1.1\r\nHost: x\r\n\r\n",
                         b"GET // HTTP/1.1\r\nHost: x\r\n\r\n", b"GET ? HTTP/1.1\r\nHost: x\r\n\r\n", b"GET /v1/rewards#x HTTP/1.1\r\nHost: x\r\n\r\n", b"GET /v1/rewards;x=1 HTTP/1.1\r\nHost: x\r\n\r\n"],
    }
