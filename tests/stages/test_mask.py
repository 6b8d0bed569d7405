import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.stages.mask import mask_secrets, shown

RANDOM = "a1B2c3D4e5F6g7H8i9J0" * 2

SECRETS = {
    "aws-key": ["AKIA" + "ABCDEFGH12345678", "ASIA" + "ABCDEFGH12345678"],
    "github-token": [
        "ghp_" + "a1B2c3" * 6,
        "gho_" + "a1B2c3" * 6,
        "ghs_" + "a1B2c3" * 6,
        "ghs_123456_" + "eyJhbGciOiJFUzI1NiJ9." + "eyJpc3MiOiIxMjM0NTY3In0." + "dozjgNryP4J3jVmNHl0w5N",
        "github_pat_" + "11ABCDEFG0" + "a1B2c3" * 10,
    ],
    "gitlab-token": ["glpat-" + RANDOM],
    "slack-token": ["xoxb-" + "123456789012-abcdefghijkl", "xapp-" + "1-A0123456-abcdef"],
    "google-key": ["AIza" + "a1B2c3D" * 5],
    "google-token": ["GOCSPX-" + RANDOM],
    "stripe-key": ["sk_live_" + RANDOM, "rk_test_" + RANDOM, "whsec_" + RANDOM],
    "model-key": ["sk-ant-api03-" + RANDOM, "sk-proj-" + RANDOM, "sk-" + RANDOM],
    "jwt": ["eyJhbGciOiJIUzI1NiJ9." + "eyJzdWIiOiIxMjM0NTY3ODkwIn0." + "dozjgNryP4J3jVmNHl0w5N_XgL0n3I9P"],
    "package-token": ["npm_" + RANDOM, "hf_" + RANDOM, "pypi-AgE" + RANDOM],
    "sendgrid-key": ["SG." + RANDOM + "." + RANDOM],
}


ALL = [secret for group in SECRETS.values() for secret in group]


@pytest.mark.parametrize(("kind", "secret"), [(kind, secret) for kind, group in SECRETS.items() for secret in group])
@pytest.mark.parametrize("line", ["x = '{}'", "curl https://example.org/{} -v", "  - {}", '{{"a":"{}"}}'])
def test_a_token_of_a_known_shape_is_masked(kind, secret, line):
    assert shown(line.format(secret)) == line.format(f"[masked-{kind}]")


@pytest.mark.parametrize(
    ("line", "masked"),
    [
        ("password = 'hunter2-Longer9!'", "password = '[masked-secret]'"),
        ('"client_secret": "8f14e45fceea167a5a36"', '"client_secret": "[masked-secret]"'),
        ("DB_PASSWORD=aB3dE5gH7jK9mN1pQ", "DB_PASSWORD=[masked-secret]"),
        ("  api-key: aB3dE5gH7jK9mN1pQ", "  api-key: [masked-secret]"),
        ('apiKey: string = "aB3dE5gH7jK9"', 'apiKey: string = "[masked-secret]"'),
        ('config["secret"] = "aB3dE5gH7jK9"', 'config["secret"] = "[masked-secret]"'),
        ("AWS_SECRET_ACCESS_KEY => 'wJalrXUtnFEMI/K7MDENG'", "AWS_SECRET_ACCESS_KEY => '[masked-secret]'"),
        ("postgres://user:s3cr3t@db/app", "postgres://user:[masked-password]@db/app"),
        ("redis://:s3cr3t@cache:6379", "redis://:[masked-password]@cache:6379"),
        ("Authorization: Bearer abcdefghij.klmnopqrst", "Authorization: Bearer [masked-credentials]"),
        ("curl -u kevin:pRf7vG2h1L8n https://db", "curl -u kevin:[masked-password] https://db"),
        ("curl --user ':pRf7vG2h1L8n' https://db", "curl --user ':[masked-password]' https://db"),
        ("curl -H 'Authorization: Token 22cb98785a'", "curl -H 'Authorization: Token [masked-credentials]'"),
        ('curl -H "X-Shop-ApiKey: 3a16750d-d363"', 'curl -H "X-Shop-ApiKey: [masked-credentials]"'),
        ("id = 130874276261" + "2587|rhoK1cbv0DOU_RTX_87O4MkX7AI", "id = 1308742762612587|[masked-facebook-token]"),
        ("https://hooks.slack.com/services/T0/B0/" + RANDOM, "https://hooks.slack.com/[masked-slack-webhook]"),
        ("AccountKey=" + "a1B2" * 12 + "==;Endpoint=x", "AccountKey=[masked-azure-key];Endpoint=x"),
    ],
)
def test_a_value_that_looks_random_is_masked_where_its_name_says_secret(line, masked):
    assert shown(line) == masked


@pytest.mark.parametrize(
    "line",
    [
        "max_tokens = 4096",
        "token: str = get_token(request)",
        "api_key = os.environ['ANTHROPIC_API_KEY']",
        "password = settings.database_password",
        "PASSWORD_HASHER = 'pbkdf2_sha256'",
        'token_url = "https://example.org/oauth/token"',
        'secret: "${DB_SECRET_2024}"',
        'csrf_token: "{{ token12345678 }}"',
        "raise ValueError('invalid password')",
        'reset_token: "reset_token_expired"',
        "postgres://user:${DB_PASSWORD}@db/app",
        "https://example.org:8080/users@me",
        "curl -s localhost; docker run -u 1000:1000 -H 'Content-Type: application/json'",
        "curl -u $USER:$PASSWORD -H 'Authorization: Bearer $TOKEN'",
        "the secret: the account locks after 10 failed attempts",
        "sha256 = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'",
        "commit = 'da39a3ee5e6b4b0d3255bfef95601890afd80709'",
        "sk-learn-pipelines-for-everybody",
        "task-runner-with-a-very-long-name-that-is-no-key",
    ],
)
def test_ordinary_code_is_left_alone(line):
    assert shown(line) == line


KEY = "-----BEGIN RSA PRIVATE KEY-----\nMIIEowIBAAKCAQEAabcdef\nabcdefghijklmnopqrstuv==\n-----END RSA PRIVATE KEY-----"


def test_a_private_key_keeps_its_lines():
    masked = shown(f"a = 1\n{KEY}\nb = 2").split("\n")

    assert masked == [
        "a = 1",
        "-----BEGIN RSA PRIVATE KEY-----",
        "[masked-private-key]",
        "[masked-private-key]",
        "-----END RSA PRIVATE KEY-----",
        "b = 2",
    ]


@pytest.mark.parametrize("part", [KEY.rsplit("\n", 1)[0], KEY.split("\n", 1)[1], KEY.replace("\n", "\\n")])
def test_part_of_a_private_key_is_masked_too(part):
    assert "MIIE" not in shown(part)
    assert "qrst" not in shown(part)


def test_what_follows_a_key_without_an_end_is_kept():
    assert shown("-----BEGIN PRIVATE KEY-----\nMIIEowIBAAKCAQEAabcdef\n\ndef f():\n    pass").endswith(
        "def f():\n    pass"
    )


def test_an_indented_key_in_yaml_is_masked():
    assert "MIIE" not in shown("key: |\n" + "\n".join(f"  {line}" for line in KEY.split("\n")))


@given(st.lists(st.sampled_from([*ALL, KEY, "password = '", "'\n", " ", "a", "\n", "=", ":"])))
def test_masking_twice_masks_nothing_more_and_keeps_lines(parts):
    text = "".join(parts)
    masked = mask_secrets(text)

    assert mask_secrets(masked) == masked
    assert masked.count("\n") == text.count("\n")


@given(st.text())
def test_what_is_shown_can_be_sent_and_has_the_same_lines(text):
    result = shown(text)

    assert result.encode("utf-8").decode() == result
    assert len(result.splitlines()) <= result.count("\n") + 1
    assert result.count("\n") == text.count("\n")
    assert shown(result) == result


@pytest.mark.parametrize(
    "text",
    [
        "password " * 60_000,
        "x" * 500_000,
        "-----BEGIN PRIVATE KEY-----\n" * 18_000,
        "token='ab\n" * 50_000,
        "://a:" * 100_000,
        "curl -u a" * 50_000,
        "-H 'Key: ab " * 40_000,
    ],
)
def test_half_a_megabyte_that_was_made_to_be_slow_is_not(text):
    start = time.process_time()
    shown(text)

    assert time.process_time() - start < 3
