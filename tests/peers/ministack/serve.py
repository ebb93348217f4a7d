"""Runs ministack, provisions a backend in it, and ends when standard input closes.

Prints one line of JSON when all is ready: what `provision.provision` returns. Whoever started
this holds the other end of standard input, so the emulator cannot outlive it, however it ends.
Never listens outside 127.0.0.1 and writes only into a folder of its own, removed at the end.
"""

import json
import os
import shutil
import socket
import sys
import tempfile
import threading
import time
import traceback
import urllib.error
import urllib.request

READY_WITHIN_SECONDS = 60


def main():
    report = os.fdopen(os.dup(1), "w")
    complaints = os.fdopen(os.dup(2), "w")
    scratch = tempfile.mkdtemp(prefix="amplify-rest-ministack-")
    log = os.path.join(scratch, "log")
    log_file = os.open(log, os.O_CREAT | os.O_WRONLY | os.O_APPEND, 0o600)
    os.dup2(log_file, 1)
    os.dup2(log_file, 2)

    port = free_port()
    set_environment(port, scratch)
    threading.Thread(target=end_with_parent, args=(scratch,), daemon=True).start()
    threading.Thread(target=provision_when_ready, args=(port, scratch, log, report, complaints), daemon=True).start()

    sys.argv = ["ministack"]
    from ministack.app import main as ministack

    try:
        ministack()
    finally:
        shutil.rmtree(scratch, ignore_errors=True)


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def set_environment(port, scratch):
    """Each of these settings was needed; nothing of the caller's AWS set-up comes in."""
    for name in list(os.environ):
        if name.startswith(("AWS_", "LOCALSTACK_", "MINISTACK_", "S3_", "PERSIST", "SERVICES")):
            del os.environ[name]
    os.environ.update(
        # Without it a wrong signature is answered with 200, and GetId takes a garbage login.
        AUTH="true",
        # The default is every interface.
        BIND_HOST="127.0.0.1",
        GATEWAY_PORT=str(port),
        # Else MQTT listens on every interface.
        IOT_MTLS_ENABLED="0",
        SFTP_ENABLED="0",
        MINISTACK_REGION="us-west-2",
        AWS_DEFAULT_REGION="us-west-2",
        AWS_EC2_METADATA_DISABLED="true",
        AWS_CONFIG_FILE=os.devnull,
        AWS_SHARED_CREDENTIALS_FILE=os.devnull,
        # A machine with Docker keeps its containers to itself.
        DOCKER_HOST="unix://" + os.path.join(scratch, "no-docker"),
        NO_PROXY="127.0.0.1,localhost",
        no_proxy="127.0.0.1,localhost",
        TMPDIR=scratch,
        STATE_DIR=os.path.join(scratch, "state"),
    )
    tempfile.tempdir = None


def end_with_parent(scratch):
    while os.read(0, 4096):
        pass
    end(scratch, 0)


def end(scratch, status):
    shutil.rmtree(scratch, ignore_errors=True)
    os._exit(status)


def provision_when_ready(port, scratch, log, report, complaints):
    try:
        endpoint = f"http://127.0.0.1:{port}"
        from provision import provision

        wait_until_ready(endpoint)
        report.write(json.dumps(provision(endpoint)) + "\n")
        # Nothing of ours stays open that a test runner could be waiting for.
        report.close()
        complaints.close()
    except BaseException:
        with open(log, encoding="utf-8", errors="replace") as lines:
            complaints.write("".join(lines.readlines()[-40:]))
        complaints.write(traceback.format_exc())
        complaints.flush()
        end(scratch, 1)


def wait_until_ready(endpoint):
    deadline = time.monotonic() + READY_WITHIN_SECONDS
    direct = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    while True:
        try:
            with direct.open(endpoint + "/_ministack/health", timeout=5) as answer:
                if answer.status == 200:
                    return
        except (urllib.error.URLError, OSError):
            pass
        if time.monotonic() > deadline:
            raise TimeoutError(f"ministack was not ready within {READY_WITHIN_SECONDS} s")
        time.sleep(0.05)


if __name__ == "__main__":
    main()
