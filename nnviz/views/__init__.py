"""The views. To add one, write its file and append a row to VIEWS."""

from nnviz.catalog import catalog
from nnviz.views.activations.view import ActivationsView
from nnviz.views.loss.view import LossView
from nnviz.views.network.view import NetworkView
from nnviz.views.output.view import OutputView
from nnviz.views.view import ViewRow

VIEWS = catalog(
    ViewRow("network", "Network", NetworkView, "centre"),
    ViewRow("output", "Output", OutputView),
    ViewRow("loss", "Loss", LossView),
    ViewRow("activations", "Activations", ActivationsView, "bottom"),
)
