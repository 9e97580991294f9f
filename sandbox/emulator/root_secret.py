"""The secret that belongs to every account's root, and nobody else's credentials that can be guessed.

ministack 1.5.33 never checks a signature with an account ID as its access key: who names an account is its root. And the
credentials of a function are a hash of the ARNs of the function and its role.
"""

import contextvars
import dataclasses
import hashlib
import hmac
import os
import sys
from pathlib import Path

from ministack.core import iam_evaluator, lambda_runtime
from ministack.services import lambda_svc, sts

SECRET_FILE = "ROOT_SECRET_FILE"


def read_root_secret():
    """The secret in the file that ROOT_SECRET_FILE names. Functions inherit the variables, so it is taken away."""
    file = os.environ.pop(SECRET_FILE, None)
    if file is None:
        sys.exit(f"Set {SECRET_FILE} to a file with the secret access key of the accounts' roots.")
    return Path(file).read_text(encoding="ascii").strip()


def give_roots_the_secret(secret):
    """Makes `secret` the only secret access key of every account's root."""

    @dataclasses.dataclass(frozen=True)
    class ResolvedCredential(iam_evaluator.ResolvedCredential):
        def __post_init__(self):
            if iam_evaluator.is_root_access_key(self.access_key_id):
                object.__setattr__(self, "secret_access_key", secret)

    iam_evaluator.ResolvedCredential = ResolvedCredential


_checking = contextvars.ContextVar("checking_a_signature", default=False)


def pin_every_signature(*request):
    """Keeps a request for its signature check, as `pin_signed_request` does, but also if a root signed it."""
    token = _checking.set(True)
    try:
        iam_evaluator.pin_signed_request(*request)
    finally:
        _checking.reset(token)


def check_signatures_of_roots():
    is_root_key = iam_evaluator._is_root_key
    iam_evaluator._is_root_key = lambda access_key_id: not _checking.get() and is_root_key(access_key_id)


def give_functions_credentials_that_nobody_can_guess(secret):
    """As ministack's `execution_credentials` under AUTH, but derived from the secret."""

    def execution_credentials(config):
        account_id, _region = lambda_runtime._account_region_from_function_config(config)
        role_arn = config.get("Role", "")
        role_name = role_arn.rsplit("/", 1)[-1]
        session_name = config.get("FunctionName", "ministack-lambda")[:64]

        def derived(name):
            text = f"{name}:{config.get('FunctionArn', '')}:{role_arn}"
            return hmac.new(secret.encode(), text.encode(), hashlib.sha256).hexdigest()

        access_key, secret_key, token = f"ASIA{derived('key')[:16].upper()}", derived("secret"), derived("token")
        session = {
            "Arn": f"arn:aws:sts::{account_id}:assumed-role/{role_name}/{session_name}",
            "UserId": f"{role_name}:{session_name}",
            "SecretAccessKey": secret_key,
            "SessionToken": token,
        }
        sts.register_session(access_key, session)
        return {
            "AWS_ACCESS_KEY_ID": access_key,
            "AWS_SECRET_ACCESS_KEY": secret_key,
            "AWS_SESSION_TOKEN": token,
        }

    lambda_runtime.execution_credentials = execution_credentials
    lambda_svc.execution_credentials = execution_credentials
