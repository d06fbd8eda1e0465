"""The conditions that end training by themselves."""

from dataclasses import fields

from nnviz.engine.ending import Ending
from nnviz.experiment import Stopping

CONDITIONS = frozenset(field.name for field in fields(Stopping))  # kinds of endings


class StoppingRule:
    """Judges a run at the end of every epoch, remembering its best test loss."""

    def __init__(self, conditions: Stopping):
        self.conditions = conditions
        self.best_test_loss, self.best_epoch = float("inf"), 0

    @property
    def needs_loss(self) -> bool:
        """Say whether the test loss is wanted every epoch."""
        return self.conditions.target_loss is not None or self.conditions.patience is not None

    def after_epoch(self, epoch: int, test_loss: float | None) -> Ending | None:
        """Return why training ends here, of the kind of its name in Stopping, or None."""
        if test_loss is not None and test_loss < self.best_test_loss:
            self.best_test_loss, self.best_epoch = test_loss, epoch
        return self.judge(epoch, test_loss)

    def judge(self, epoch: int, test_loss: float | None) -> Ending | None:
        """Say the same as at the end of this epoch, whose loss counts for nothing more."""
        epochs, target, patience = (
            self.conditions.epochs,
            self.conditions.target_loss,
            self.conditions.patience,
        )
        if target is not None and test_loss is not None and test_loss <= target:
            return Ending("target_loss", {"target": target})
        if patience is not None and epoch - self.best_epoch >= patience:
            return Ending("patience", {"count": patience})
        if epochs is not None and epoch >= epochs:
            return Ending("epochs", {"count": epochs})
        return None
