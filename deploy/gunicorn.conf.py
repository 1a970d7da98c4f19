"""The web server, in production and in the demo. WEB_WORKERS and WEB_BIND differ between installations."""

import os

bind = os.environ.get("WEB_BIND", "127.0.0.1:8000")
workers = int(os.environ.get("WEB_WORKERS", "2"))
threads = 4
timeout = 60
max_requests = 5000  # a worker is renewed before what it has gathered in memory matters
max_requests_jitter = 500
control_socket_disable = True
