"""The conditions that end training by themselves."""

from nnviz.experiment import Stopping
from nnviz.language import tr


class StoppingRule:
    """Judges a run at the end of every epoch, remembering its best test loss."""

    def __init__(self, conditions: Stopping):
        self.conditions = conditions
        self.best_test_loss, self.best_epoch = float("inf"), 0
        self.met = ""  # the condition that ended training as last judged, by its name in Stopping

    @property
    def needs_loss(self) -> bool:
        """Say whether the test loss is wanted every epoch."""
        return self.conditions.target_loss is not None or self.conditions.patience is not None

    def after_epoch(self, epoch: int, test_loss: float | None) -> str | None:
        """Return why training ends here, in words, or None."""
        if test_loss is not None and test_loss < self.best_test_loss:
            self.best_test_loss, self.best_epoch = test_loss, epoch
        return self.judge(epoch, test_loss)

    def judge(self, epoch: int, test_loss: float | None) -> str | None:
        """Say the same as at the end of this epoch, whose loss counts for nothing more."""
        self.met, conditions = self._condition_met(epoch, test_loss), self.conditions
        if self.met == "target_loss":
            return tr("Finished: the test loss reached {target:g}.", target=conditions.target_loss)
        if self.met == "patience":
            return tr(
                "Stopped early: the test loss has not improved for {count:,} epochs.",
                count=conditions.patience,
            )
        if self.met == "epochs":
            return tr("Finished: {count:,} epochs are done.", count=conditions.epochs)
        return None

    def _condition_met(self, epoch: int, test_loss: float | None) -> str:
        epochs, target, patience = (
            self.conditions.epochs,
            self.conditions.target_loss,
            self.conditions.patience,
        )
        if target is not None and test_loss is not None and test_loss <= target:
            return "target_loss"
        if patience is not None and epoch - self.best_epoch >= patience:
            return "patience"
        return "epochs" if epochs is not None and epoch >= epochs else ""
