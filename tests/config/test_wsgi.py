"""What is loaded before the server forks its processes."""

import os
import subprocess
import sys

LOADED = """
import sys
import config.wsgi
from django.db import connections
print(sorted(name for name in sys.modules if name.endswith(".views.public")))
print([alias for alias in connections if connections[alias].connection is not None])
"""


def test_every_view_is_loaded_before_the_processes_fork_and_no_connection_is_shared_by_them():
    answer = subprocess.run([sys.executable, "-c", LOADED], env=os.environ, capture_output=True, text=True, check=True)
    views, connections = answer.stdout.splitlines()
    assert "'reports.views.public'" in views
    assert connections == "[]"
