"""Starts the corrected emulator and writes every IAM decision that it makes to the file that DECISIONS_FILE names.

One line of JSON a decision: who asked, for which action, on which resource, and whether it was allowed. Decisions about
the account's root are left out, because no policy decides them.
"""

import json
import os
import runpy
import sys
from pathlib import Path

from ministack.core import iam_evaluator, responses

LAUNCHER = Path(__file__).resolve().parent.parent / "emulator" / "launcher.py"


def record_decisions(file):
    enforce = iam_evaluator.enforce

    def enforce_and_record(access_key_id, iam_action, service, region, resource_arn="*", service_context=None):
        denied = enforce(access_key_id, iam_action, service, region, resource_arn, service_context)
        principal = iam_evaluator.resolve_principal(access_key_id or "", responses.get_account_id())
        if getattr(principal, "policies", None) is not None:
            line = {
                "principal": principal.arn,
                "action": iam_action,
                "resource": resource_arn,
                "allowed": denied is None,
            }
            file.write(json.dumps(line) + "\n")
        return denied

    iam_evaluator.enforce = enforce_and_record


if __name__ == "__main__":
    with open(os.environ["DECISIONS_FILE"], "a", buffering=1) as decisions:
        record_decisions(decisions)
        sys.path.insert(0, str(LAUNCHER.parent))
        runpy.run_path(str(LAUNCHER), run_name="__main__")
