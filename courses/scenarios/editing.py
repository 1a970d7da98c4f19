"""The edit screen of a scenario: mistakes stand beside the turn they belong to, and the branches are drawn."""

from collections import defaultdict
from collections.abc import Iterable

from django.core.exceptions import ValidationError
from wagtail.admin.forms import WagtailAdminPageForm
from wagtail.admin.panels import Panel
from wagtail.blocks.list_block import ListBlockValidationError
from wagtail.blocks.stream_block import StreamBlockValidationError
from wagtail.blocks.struct_block import StructBlockValidationError

from courses.scenarios.soundness import Fault


class ScenarioForm(WagtailAdminPageForm):
    """Drafts may be saved as they are; whoever publishes or asks for a review hears what is wrong."""

    def clean(self):
        cleaned = super().clean()
        if not self.is_deferred_validation and "turns" in cleaned:
            self.instance.turns = cleaned["turns"]
            if faults := self.instance.faults():
                self.add_error("turns", stream_error(faults))
        return cleaned


class BranchesPanel(Panel):
    """The branches as they were saved last, with what is still wrong."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "courses/admin/branches_panel.html"

        def get_context_data(self, parent_context=None):
            from courses.scenarios import branches  # it reads the models of this app

            return {**super().get_context_data(parent_context), "branches": branches.of(self.instance)}


def stream_error(faults: Iterable[Fault]) -> StreamBlockValidationError:
    """The faults as Wagtail shows them: each in its block, at its field."""
    whole, by_turn = [], defaultdict(list)
    for fault in faults:
        if fault.turn is None:
            whole.append(fault.sentence)
        else:
            by_turn[fault.turn].append(fault)
    return StreamBlockValidationError(
        block_errors={place: _turn_error(found) for place, found in by_turn.items()},
        non_block_errors=[ValidationError(sentence) for sentence in whole],
    )


def _turn_error(faults: list[Fault]) -> StructBlockValidationError:
    own = [fault for fault in faults if fault.choice is None and fault.field != "choices"]
    of_choices = [fault for fault in faults if fault not in own]
    errors: dict[str, ValidationError] = {fault.field: ValidationError(fault.sentence) for fault in own if fault.field}
    if of_choices:
        errors["choices"] = _choices_error(of_choices)
    return StructBlockValidationError(
        block_errors=errors,
        non_block_errors=[ValidationError(fault.sentence) for fault in own if not fault.field],
    )


def _choices_error(faults: list[Fault]) -> ListBlockValidationError:
    by_choice: dict[int, dict[str, ValidationError]] = defaultdict(dict)
    for fault in faults:
        if fault.choice is not None:
            by_choice[fault.choice][fault.field] = ValidationError(fault.sentence)
    return ListBlockValidationError(
        block_errors={place: StructBlockValidationError(block_errors=errors) for place, errors in by_choice.items()},
        non_block_errors=[ValidationError(fault.sentence) for fault in faults if fault.choice is None],
    )
