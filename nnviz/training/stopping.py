"""The conditions that end training by themselves."""

from nnviz.experiment import Stopping
from nnviz.language import tr


class StoppingRule:
    """Judges a run at the end of every epoch, remembering its best test loss."""

    def __init__(self, conditions: Stopping):
        self.conditions = conditions
        self.best_test_loss, self.best_epoch = float("inf"), 0

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
        """Say the same as at the end of this epoch, remembering nothing."""
        epochs, target, patience = (
            self.conditions.epochs,
            self.conditions.target_loss,
            self.conditions.patience,
        )
        if target is not None and test_loss is not None and test_loss <= target:
            return tr("Finished: the test loss reached {target:g}.", target=target)
        if patience is not None and epoch - self.best_epoch >= patience:
            return tr(
                "Stopped early: the test loss has not improved for {count:,} epochs.",
                count=patience,
            )
        if epochs is not None and epoch >= epochs:
            return tr("Finished: {count:,} epochs are done.", count=epochs)
        return None
