"""What NeuroPod promises beyond its description: for e2e/fuzz/run."""

import schemathesis
from schemathesis.generation import GenerationMode


@schemathesis.check
def refuses_right_requests_for_a_named_field(ctx, response, case):
    """A request that fits the description may still make no sense; then a field is named."""
    if case.meta is None or case.meta.generation.mode != GenerationMode.POSITIVE:
        return
    if response.status_code != 400:
        return
    failure = response.json()
    assert failure["code"] == "VALIDATION", f"a right request is refused with {failure['code']}"
    assert failure["errors"], "no field is named"


@schemathesis.check
def failures_are_in_words_and_can_be_found_in_the_logs(ctx, response, case):
    """A failure has a message for people, and the id that is in the header as well."""
    if response.status_code < 400 or case.method.upper() == "HEAD":
        return
    failure = response.json()
    assert failure["message"].strip(), "no message"
    assert failure["traceId"] == response.headers["x-trace-id"][0], "another id in the header"
