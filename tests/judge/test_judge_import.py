import subprocess
import sys

HEAVY = ("anthropic", "httpx2", "starlette")
PROBE = f"import sys, app.judge.anthropic_judge; print([name for name in {HEAVY} if name in sys.modules])"


def test_the_sdk_is_not_imported_before_the_first_request():
    done = subprocess.run([sys.executable, "-c", PROBE], capture_output=True, text=True, timeout=30, check=True)

    assert done.stdout.strip() == "[]"
