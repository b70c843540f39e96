#!/usr/bin/env python3
"""What can be known of deploy/ without a network: does it name what the program has, and does it hang together?

Usage: deploy_check.py VUELVE METRICS, the second a file with what a running server answered to GET /metrics. Prints one line
for each part; exit code 1 with the first thing that does not fit.
"""
import json
import pathlib
import re
import subprocess
import sys
import tempfile
import tomllib

import yaml

from helm_render import Chart

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
DEPLOY = ROOT / "deploy"
OF_PROMETHEUS = {"up", "instance", "job"}


def need(holds, what):
    if not holds:
        sys.exit(f"deploy: {what}")


def settings_of(program):
    """The names that vuelve.toml may have, as the program itself lists them."""
    with tempfile.NamedTemporaryFile("w", suffix=".toml") as file:
        file.write("no-such-setting = 1\n")
        file.flush()
        said = subprocess.run([program, "serve", "--config", file.name], capture_output=True, text=True).stderr
    need("known are " in said, f"the program lists no settings: {said}")
    return set(said.split("known are ")[1].strip().split(", "))


def check_settings(known):
    variables = {"VUELVE_" + name.upper().replace("-", "_") for name in known} | {"VUELVE_CONFIG"}
    files = [file for file in DEPLOY.rglob("*") if file.is_file()]
    for file in files:
        for name in re.findall(r"\bVUELVE_[A-Z_]+\b", file.read_text()):
            need(name in variables, f"{file.relative_to(ROOT)} names {name}, which the program does not read")
    for file in files:
        if file.name in ("vuelve.toml", "vuelve.toml.example"):
            check_toml(file.read_text(), known, file.relative_to(ROOT))


def check_toml(text, known, where):
    given = tomllib.loads(text)
    need(set(given) <= known, f"{where} sets {set(given) - known}, which the program does not know")
    need({"database", "keys"} <= set(given), f"{where} names no database or no keys")
    return given


def check_yaml():
    for file in [*DEPLOY.rglob("*.y*ml")]:
        if "templates" not in file.parts:
            need(yaml.safe_load(file.read_text()), f"{file.relative_to(ROOT)} is empty")


def check_compose():
    folder = DEPLOY / "compose"
    compose = yaml.safe_load((folder / "compose.yaml").read_text())
    port = check_toml((folder / "vuelve.toml.example").read_text(), {"database", "keys", "port"}, "compose")["port"]
    services = compose["services"]
    proxied = re.search(r"reverse_proxy (.*) \{", (folder / "Caddyfile").read_text())[1].split()
    for target in proxied:
        name, at = target.split(":")
        need(name in services and int(at) == port, f"the Caddyfile proxies to {target}, which compose does not run")
    for name, service in services.items():
        for other in service.get("depends_on", []):
            need(other in services, f"compose: {name} depends on {other}")
        for secret in service.get("secrets", []):
            need(secret in compose["secrets"], f"compose: {name} has a secret {secret}")
        for volume in service.get("volumes", []):
            source = volume.split(":")[0]
            known = source.startswith("./") or source in compose["volumes"]
            need(known, f"compose: {name} mounts {source}")
        check = service.get("healthcheck", {}).get("test", [""])[-1]
        need("/dev/tcp" not in check or f"/{port} " in check, f"compose: the check of {name} asks another port")
    need({"one", "two"} <= set(services) and services["one"] == services["two"], "compose runs two programs alike")
    ignored = (folder / ".gitignore").read_text().split()
    need({"keys/", "secrets/", "vuelve.toml"} <= set(ignored), "compose: secrets could be committed")


def by_kind(chart, kind):
    found = [one for one in chart.objects if one["kind"] == kind]
    need(len(found) == 1, f"helm: one {kind}, not {len(found)}")
    return found[0]


def check_helm(known):
    chart = Chart(DEPLOY / "helm" / "vuelve")
    whole = Chart(DEPLOY / "helm" / "vuelve", values={"ingress": {"enabled": True}})
    need(not whole.unused(), f"helm: no template looks at {whole.unused()}")
    need(len(whole.objects) == len(chart.objects) + 1, "helm: the ingress can be turned on")
    deployment = by_kind(chart, "Deployment")
    pod, labels = deployment["spec"]["template"], deployment["spec"]["selector"]["matchLabels"]
    program = pod["spec"]["containers"][0]
    need(labels.items() <= pod["metadata"]["labels"].items(), "helm: the deployment finds its programs")
    need(by_kind(chart, "Service")["spec"]["selector"] == labels, "helm: the service finds its programs")
    disruption = by_kind(chart, "PodDisruptionBudget")["spec"]
    need(disruption["selector"]["matchLabels"] == labels and disruption["minAvailable"] >= 1, "helm: one always stays")
    scale = by_kind(chart, "HorizontalPodAutoscaler")["spec"]
    need(scale["scaleTargetRef"]["name"] == deployment["metadata"]["name"], "helm: the right thing is scaled")
    need([metric["resource"]["name"] for metric in scale["metrics"]] == ["cpu"], "helm: scaled by CPU")
    need(scale["minReplicas"] > disruption["minAvailable"], "helm: one program can be taken away")
    need("cpu" in program["resources"]["requests"], "helm: a share of CPU needs a request")
    need("replicas" not in deployment["spec"], "helm: the autoscaler alone says how many")
    ports = {port["name"] for port in program["ports"]}
    need(by_kind(chart, "Service")["spec"]["ports"][0].get("targetPort") in ports, "helm: the service leads to a port")
    for probe, path in (("startupProbe", "/readyz"), ("readinessProbe", "/readyz"), ("livenessProbe", "/healthz")):
        need(program[probe]["httpGet"]["path"] == path, f"helm: {probe} asks {path}")
        need(program[probe]["httpGet"]["port"] in ports, f"helm: {probe} asks a port there is")
    volumes = {volume["name"] for volume in pod["spec"]["volumes"]}
    for container in [*pod["spec"]["containers"], *pod["spec"]["initContainers"]]:
        for mount in container["volumeMounts"]:
            need(mount["name"] in volumes, f"helm: {container['name']} mounts {mount['name']}")
    settings = check_toml(by_kind(chart, "ConfigMap")["data"]["vuelve.toml"], known, "helm")
    mounted = [mount["mountPath"] for mount in program["volumeMounts"]]
    secrets = str(pathlib.PurePath(settings["keys"]).parent)
    need(secrets in mounted and program["env"][0]["value"].startswith(secrets + "/"), "helm: keys and password are mounted")
    copied = pod["spec"]["initContainers"][0]["command"]
    need(secrets in copied and settings["port"] == program["ports"][0]["containerPort"], "helm: paths and ports agree")
    check_no_secrets(chart.values)


def check_no_secrets(values):
    text = yaml.safe_dump(values)
    need(not re.search(r"://[^/\s]*:[^/\s]*@", text), "helm: values.yaml holds a password in a URL")
    for line in text.splitlines():
        name, _, value = line.strip().partition(":")
        if re.search(r"password|secret|token|keys", name, re.I):
            need(re.fullmatch(r"|'?[a-z-]*'?", value.strip()), f"helm: {name} is the name of a Secret, not its content")


def metric_names(text):
    return {match[1] for match in re.finditer(r"^([a-z_]+)[{ ]", text, re.M)}


def check_queries(metrics):
    names, known = metric_names(metrics), set(re.findall(r'operation="(\w+)"', metrics))
    alerts = yaml.safe_load((DEPLOY / "prometheus" / "alerts.yml").read_text())
    board = json.loads((DEPLOY / "grafana" / "vuelve.json").read_text())
    queries = [rule["expr"] for group in alerts["groups"] for rule in group["rules"]]
    for group in alerts["groups"]:
        for rule in group["rules"]:
            need({"summary", "first"} <= set(rule["annotations"]), f"{rule['alert']} does not say what to look at first")
    queries += [target["expr"] for panel in board["panels"] for target in panel.get("targets", [])]
    for query in queries:
        for name in re.findall(r"\b(?:vuelve|store|up)\w*\b", re.sub(r'"[^"]*"', "", query)):
            need(name in names | OF_PROMETHEUS, f"{name} is no metric of GET /metrics: {query}")
        for operation in re.findall(r'operation=~?"(.*?)"', query):
            need(any(re.fullmatch(operation, one) for one in known), f"no operation is {operation}: {query}")
    ids = [panel["id"] for panel in board["panels"]]
    need(len(ids) == len(set(ids)), "grafana: panels have numbers of their own")
    return len(queries)


def check_haproxy():
    """The same servers stand in Patroni's cluster, and its answers are asked where it gives them."""
    text = (DEPLOY / "ha" / "haproxy.cfg").read_text()
    patroni = yaml.safe_load((DEPLOY / "ha" / "patroni.yml").read_text())
    servers = re.findall(r"^\s+server \S+ (\S+):(\d+) check port (\d+)", text, re.M)
    hosts = {host.split(":")[0] for host in patroni["etcd3"]["hosts"].split(",")}
    need({server[0] for server in servers} == hosts, "haproxy and etcd know the same servers")
    need({server[1] for server in servers} == {patroni["postgresql"]["connect_address"].split(":")[1]}, "haproxy: 5432")
    need({server[2] for server in servers} == {patroni["restapi"]["connect_address"].split(":")[1]}, "haproxy: 8008")
    parameters = patroni["bootstrap"]["dcs"]["postgresql"]["parameters"]
    for name in ("fsync", "full_page_writes", "synchronous_commit"):
        need(parameters[name] == "on", f"patroni: {name} is on, else the program refuses the server")
    need("data-checksums" in patroni["bootstrap"]["initdb"], "patroni: checksums, else the program refuses the server")


def main():
    program, metrics = sys.argv[1], pathlib.Path(sys.argv[2]).read_text()
    known = settings_of(program)
    check_yaml()
    check_settings(known)
    check_compose()
    check_helm(known)
    check_haproxy()
    queries = check_queries(metrics)
    print(f"deploy: {len(known)} settings, {queries} queries, compose, chart and high availability agree with the program")


if __name__ == "__main__":
    main()
