"""Folders of flow documents as a line runs on them, and what is said about one that can't be."""

import pytest

from flows.yaml_io import LIBRARY
from ivr.errors import LineNotReady
from ivr.releases.loading import load_folder, read, texts_in


class TestNotReady:
    """What can't be used says which file it is, and what to mend."""

    def test_a_flow_with_a_typo(self, folder):
        path = folder / "goodbye.yaml"
        path.write_text(path.read_text().replace("type: hangup", "type: hangpu"))
        with pytest.raises(LineNotReady, match=r"goodbye.yaml:\d+.*hangpu"):
            load_folder(folder)

    def test_a_flow_that_is_no_yaml(self, folder):
        (folder / "goodbye.yaml").write_text("{")
        with pytest.raises(LineNotReady, match=r"goodbye.yaml"):
            load_folder(folder)

    def test_no_flows_at_all(self, tmp_path):
        with pytest.raises(LineNotReady, match=r"lacks policy.yaml and phrases.yaml"):
            load_folder(tmp_path)

    @pytest.mark.parametrize("name", ["policy", "phrases", "welcome", "person", "trouble"])
    def test_flows_that_lack_what_every_line_needs(self, folder, name):
        (folder / f"{name}.yaml").unlink()
        with pytest.raises(LineNotReady, match=name):
            load_folder(folder)

    def test_a_folder_with_a_policy_and_no_flows(self, folder):
        for path in folder.glob("*.yaml"):
            if path.name not in ("policy.yaml", "phrases.yaml"):
                path.unlink()
        with pytest.raises(LineNotReady, match="lacks any flow"):
            load_folder(folder)


class TestFlowVersion:
    def test_the_same_files_are_the_same_version(self, folder):
        assert load_folder(folder).version == load_folder(LIBRARY).version

    def test_any_change_is_another_version(self, folder):
        before = load_folder(folder).version
        path = folder / "goodbye.yaml"
        path.write_text(path.read_text().replace("Goodbye.", "So long."))
        assert load_folder(folder).version != before

    def test_texts_are_the_version_of_their_folder(self, folder):
        assert read(texts_in(folder)).version == load_folder(LIBRARY).version
