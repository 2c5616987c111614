"""The API's own description: whole, and true of what the API answers."""

import pytest
from django.urls import reverse

from equity_lens_web.evidence.services.tokens import make_token

KINDS = {
    "object": dict,
    "array": list,
    "string": str,
    "integer": int,
    "number": (int, float),
    "boolean": bool,
    "null": type(None),
}


@pytest.fixture
def described(client, db):
    """The description as a program fetches it."""
    return client.get(reverse("api:openapi-json")).json()


def named(described, schema):
    """A schema, or the one that it refers to."""
    if "$ref" not in schema:
        return schema
    place, _, name = schema["$ref"].rpartition("/")
    assert place == "#/components/schemas"
    return described["components"]["schemas"][name]


def faults(described, schema, value, at="answer"):
    """Where a value is not as a JSON schema says: the parts of JSON Schema that we use."""
    schema = named(described, schema)
    if "anyOf" in schema:
        tried = [faults(described, each, value, at) for each in schema["anyOf"]]
        return [] if [] in tried else [f"{at}: none of the alternatives: {tried}"]
    if "enum" in schema:
        return [] if value in schema["enum"] else [f"{at}: {value!r} is none of {schema['enum']}"]
    if "const" in schema:
        return [] if value == schema["const"] else [f"{at}: {value!r} is not {schema['const']}"]
    kind = schema["type"]
    if not isinstance(value, KINDS[kind]) or (isinstance(value, bool) and kind != "boolean"):
        return [f"{at}: {value!r} is no {kind}"]
    if kind == "array" and "prefixItems" in schema:
        pairs = zip(schema["prefixItems"], value, strict=True)
        return [f for each, item in pairs for f in faults(described, each, item, f"{at}[]")]
    if kind == "array":
        return [f for item in value for f in faults(described, schema["items"], item, f"{at}[]")]
    if kind == "object":
        properties = schema["properties"]
        found = [f"{at}.{name} is not there" for name in schema["required"] if name not in value]
        found += [f"{at}.{name} is not described" for name in value if name not in properties]
        for name in value.keys() & properties.keys():
            found += faults(described, properties[name], value[name], f"{at}.{name}")
        return found
    return []


def operations(described):
    """Each operation that reads, with its address."""
    for address, methods in described["paths"].items():
        if "get" in methods:
            yield address, methods["get"]


def test_it_is_openapi_and_anybody_may_read_it(described):
    assert described["openapi"].startswith("3.1")
    assert set(described["info"]) >= {"title", "version", "description"}
    assert described["components"]["securitySchemes"]["Token"] == {
        "type": "http",
        "scheme": "bearer",
    }


def test_each_operation_is_described_with_its_token_and_its_problems(described):
    listed = list(operations(described))
    assert len({operation["operationId"] for _, operation in listed}) == len(listed) == 10
    for _, operation in listed:
        assert operation["security"] == [{"Token": []}]
        assert operation["description"]
        assert {"200", "401", "429"} <= set(operation["responses"])
        for response in operation["responses"].values():
            assert response["description"]
            assert response["content"]
        for parameter in operation["parameters"]:
            assert {"in", "name", "schema"} <= set(parameter)


def test_the_one_thing_that_can_be_sent_is_a_projects_counts(described):
    sends = {
        (address, method): operation
        for address, methods in described["paths"].items()
        for method, operation in methods.items()
        if method != "get"
    }
    assert list(sends) == [("/api/v1/projects/{project}/figures", "post")]
    (operation,) = sends.values()
    assert operation["security"] == [{"Token": []}]
    assert {"201", "401", "403", "404", "422", "429"} <= set(operation["responses"])


def test_no_reference_leads_nowhere(described):
    def references(part):
        if isinstance(part, dict):
            if "$ref" in part:
                yield part
            for each in part.values():
                yield from references(each)
        elif isinstance(part, list):
            for each in part:
                yield from references(each)

    found = list(references(described))
    assert found
    assert all(named(described, reference) for reference in found)


def test_every_answer_is_as_described(described, client, refreshed_trust, member):
    by = member(refreshed_trust, "analyst")
    secret = make_token(organisation=refreshed_trust, name="Script", days=30, by=by)
    checked = 0
    for address, operation in operations(described):
        content = operation["responses"]["200"]["content"]
        answer = client.get(address, headers={"authorization": f"Bearer {secret}"})
        assert answer["Content-Type"].split(";")[0] in content
        if "application/json" in content:
            schema = content["application/json"]["schema"]
            assert faults(described, schema, answer.json()) == []
            checked += 1
    assert checked == 8


def test_a_problem_is_as_described_too(described, client):
    for address, operation in operations(described):
        schema = operation["responses"]["401"]["content"]["application/json"]["schema"]
        assert faults(described, schema, client.get(address).json()) == []
