"""What the machine is and what processes on it have used."""
import os
import pathlib
import time

TICKS = os.sysconf("SC_CLK_TCK")


def _first(path, default=""):
    try:
        return pathlib.Path(path).read_text().strip()
    except OSError:
        return default


def describe(folder):
    """The machine, for whoever reads the figures elsewhere."""
    cpu = next((line.split(":", 1)[1].strip() for line in _first("/proc/cpuinfo").splitlines()
                if line.startswith("model name")), "unknown")
    memory = int(_first("/proc/meminfo").split()[1]) // 1024
    system = next((line.split("=", 1)[1].strip('"') for line in _first("/etc/os-release").splitlines()
                   if line.startswith("PRETTY_NAME")), "unknown")
    return {"cpu": cpu, "cores": os.cpu_count(), "memory_mib": memory, "system": system,
            "kernel": os.uname().release, "file_system": file_system(folder), "load": os.getloadavg()}


def file_system(folder):
    """Type of the file system below `folder`, which decides what a sync costs."""
    folder = str(pathlib.Path(folder).resolve())
    best = ("", "unknown")
    for line in _first("/proc/mounts").splitlines():
        _, mount, kind = line.split()[:3]
        inside = folder == mount or folder.startswith(mount.rstrip("/") + "/")
        if inside and len(mount) >= len(best[0]):
            best = (mount, kind)
    return best[1]


def _stat(pid):
    """(parent, own CPU seconds, those of its children that ended), or None when it is gone."""
    text = _first(f"/proc/{pid}/stat")
    if not text:
        return None
    fields = text[text.rindex(")") + 2:].split()
    user, system, child_user, child_system = (int(field) for field in fields[11:15])
    return int(fields[1]), (user + system) / TICKS, (child_user + child_system) / TICKS


def cpu_of(pid):
    """CPU seconds of one process, to the nanosecond where the kernel tells them so."""
    try:
        return time.clock_gettime(~pid << 3 | 2)  # the CPU clock of another process: clock_getcpuclockid(3)
    except OSError:
        stat = _stat(pid)
        return stat[1] if stat else 0.0


# Names of what PostgreSQL runs beside the backends of clients.
SERVER_CHILDREN = ("checkpointer", "background writer", "walwriter", "autovacuum launcher", "logical replication launcher",
                   "archiver", "startup", "stats")


def postgres_cpu(postmaster):
    """(seconds of backends, seconds of the server's other processes) so far. A backend that ended counts with the
    postmaster, and so does a worker of autovacuum."""
    own = _stat(postmaster)
    backends, others = own[2], own[1]
    for entry in os.listdir("/proc"):
        if not entry.isdigit():
            continue
        stat = _stat(int(entry))
        if not stat or stat[0] != postmaster:
            continue
        title = _first(f"/proc/{entry}/cmdline").replace("\0", " ")
        helper = any(f"postgres: {name}" in title for name in SERVER_CHILDREN)
        if helper:
            others += cpu_of(int(entry))
        else:
            backends += cpu_of(int(entry))
    return backends, others


def settle(cpu, limit_s=20.0):
    """Waits until what `cpu()` measures rests, so that the next one measured has the machine for itself. Returns
    whether it did."""
    until = time.monotonic() + limit_s
    quiet = 0
    before = cpu()
    while time.monotonic() < until:
        time.sleep(0.1)
        now = cpu()
        quiet = quiet + 1 if now - before < 0.002 else 0
        if quiet == 3:
            return True
        before = now
    return False
