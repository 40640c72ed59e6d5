"""The command-line tool as a campaign runs it; needs nothing but Python."""
import json
import os
import subprocess
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PROGRAM = os.environ.get("FULLBATCH") or str(ROOT / ".build/release/fullbatch")


@dataclass(frozen=True)
class Outcome:
    """How one command ended."""

    exit_code: int
    # The document on standard output; None where there is none.
    document: dict | None
    errors: str


def run(command, **options):
    """Runs a command with `--json`; `max_evaluations=200` stands for `--max-evaluations 200`."""
    arguments = [PROGRAM, command, "--json", "--quiet"]
    for name, value in options.items():
        arguments += ["--" + name.replace("_", "-"), str(value)]
    done = subprocess.run(arguments, capture_output=True, text=True)
    document = json.loads(done.stdout) if done.stdout.strip() else None
    return Outcome(done.returncode, document, done.stderr.strip())


def offers(command, option):
    """Whether a command has an option."""
    done = subprocess.run([PROGRAM, command, "--help"], capture_output=True, text=True)
    return f"--{option} " in done.stdout


def version():
    """The tool's own name for its version."""
    done = subprocess.run([PROGRAM, "--version"], capture_output=True, text=True, check=True)
    return done.stdout.strip()
