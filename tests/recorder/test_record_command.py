import json

import pytest
from typer.testing import CliRunner

from app.cli import app
from app.domain.errors import SettingRejected

SLUG = "the-autumn-return"


def misstep(*arguments, **environment):
    return CliRunner().invoke(app, ["record", *arguments], env=environment)


def test_recording_tells_its_progress_and_prints_one_document(tmp_path):
    done = misstep(SLUG, "--out", str(tmp_path), "--json")
    assert done.exit_code == 0
    assert [line.split(":")[0] for line in done.stderr.splitlines()] == [
        f"recorded {SLUG}/{variant}" for variant in "abc"
    ]
    variants = json.loads(done.stdout)["variants"]
    assert [(row["scenario"], row["variant"], row["problem"]) for row in variants] == [(SLUG, v, None) for v in "abc"]
    healthy, broken = variants[0]["arms"][:2]
    assert (healthy["arm"], healthy["check"]) == ("healthy", None)
    assert (broken["arm"], type(broken["check"])) == ("broken", str)
    assert (tmp_path / SLUG / "a" / f"{broken['run']}.otlp.jsonl.zst").is_file()


def test_a_check_that_finds_problems_exits_with_1(tmp_path):
    done = misstep(SLUG, "--check", "--out", str(tmp_path))
    assert done.exit_code == 1
    assert done.stderr.startswith(f"failed   {SLUG}/a: ")
    assert "is not on disk; run `misstep record the-autumn-return` and keep its files" in done.stderr
    assert done.stdout == ""


def test_another_seed_is_proven_without_files(tmp_path):
    done = misstep(SLUG, "--check", "--seed", "3", "--out", str(tmp_path))
    assert (done.exit_code, done.stderr.count("proven   ")) == (0, 3)
    assert list(tmp_path.iterdir()) == []


def test_another_seed_needs_a_place_to_write_to():
    done = misstep("--seed", "3")
    assert done.exit_code == 2
    assert "--out" in done.stderr


@pytest.mark.parametrize(
    ("seed", "said"),
    [
        ("-1", "greater than or equal to 0"),
        ("2147483648", "less than or equal to 2147483647"),
        ("99999999999999999999999", "less than or equal to 2147483647"),
    ],
)
def test_a_seed_that_worlds_cannot_calculate_with_is_refused(tmp_path, seed, said):
    done = misstep(SLUG, "--check", "--seed", seed, "--out", str(tmp_path))
    assert done.exit_code == 2
    assert f"Invalid value for '--seed': Input should be {said}" in done.stderr


@pytest.mark.parametrize("seed", ["0", "2147483647"])
def test_the_smallest_and_the_largest_seed_are_recorded(tmp_path, seed):
    done = misstep(SLUG, "--seed", seed, "--out", str(tmp_path))
    assert (done.exit_code, done.stderr.count("recorded ")) == (0, 3)


def test_a_place_that_nothing_can_be_written_to_is_told(tmp_path):
    file = tmp_path / "file"
    file.write_text("somebody's")
    with pytest.raises(SettingRejected, match="file: the recording cannot be written there"):
        CliRunner().invoke(app, ["record", SLUG, "--out", str(file)], catch_exceptions=False)
    assert file.read_text() == "somebody's"


def test_a_real_model_plays_the_arms(tmp_path, endpoint):
    url = f"http://127.0.0.1:{endpoint.server_port}/v1"
    done = misstep(
        SLUG, "--model", "http", "--out", str(tmp_path), "--json", MISSTEP_MODEL_URL=url, MISSTEP_MODEL="local-7b"
    )
    assert done.exit_code == 0
    arms = json.loads(done.stdout)["variants"][0]["arms"]
    assert all(arm["check"] for arm in arms)
    assert {file.suffix for file in (tmp_path / SLUG / "a").iterdir()} == {".zst"}
    assert endpoint.asked[0][2]["model"] == "local-7b"


def test_a_real_model_is_not_proven():
    assert misstep("--model", "http", "--check", "--out", "x").exit_code == 2
    assert misstep("--model", "http").exit_code == 2


def test_a_real_model_has_to_be_named(tmp_path):
    done = misstep("--model", "http", "--out", str(tmp_path), MISSTEP_MODEL_URL="")
    assert done.exit_code == 2
    assert "MISSTEP_MODEL_URL" in done.stderr
