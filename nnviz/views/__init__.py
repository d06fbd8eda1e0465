"""The views. To add one, append a row to VIEWS.

A view is a folder: view.py with the class made from View, and picture.svg, its small picture of
96 × 60 in which colours are the roles of the theme, such as $text, $positive and $negative.
"""

from nnviz.catalog import catalog
from nnviz.views.view import ViewRow

VIEWS = catalog(
    ViewRow(
        key="network",
        label="Network",
        view="NetworkView",
        group="network",
        least=(320, 240),
        best=(1020, 700),
        place="centre",
        shown=True,
    ),
    ViewRow(
        key="output",
        label="Output",
        view="OutputView",
        group="answers",
        least=(220, 240),
        best=(600, 560),
        shown=True,
    ),
    ViewRow(
        key="loss",
        label="Loss",
        view="LossView",
        group="training",
        least=(224, 120),
        best=(600, 340),
        shown=True,
    ),
    ViewRow(
        key="activations",
        label="Activations",
        view="ActivationsView",
        group="network",
        least=(260, 110),
        best=(1020, 200),
        place="bottom",
        shown=True,
    ),
    ViewRow(
        key="fit",
        label="Fit",
        view="FitView",
        group="answers",
        least=(280, 240),
        best=(440, 520),
    ),
    ViewRow(
        key="surface",
        label="Loss surface",
        view="SurfaceView",
        group="training",
        least=(400, 260),
        best=(680, 616),
    ),
    ViewRow(
        key="steps",
        label="Steps",
        view="StepsView",
        group="training",
        least=(232, 160),
        best=(360, 620),
    ),
    ViewRow(
        key="update",
        label="Update",
        view="UpdateView",
        group="training",
        least=(240, 180),
        best=(360, 316),
    ),
    ViewRow(
        key="neuron",
        label="Neuron",
        view="NeuronView",
        group="network",
        least=(360, 240),
        best=(1020, 300),
        place="bottom",
    ),
    ViewRow(
        key="losses",
        label="Loss functions",
        view="LossesView",
        group="training",
        least=(400, 400),
        best=(640, 480),
    ),
    ViewRow(
        key="boundaries",
        label="Boundaries",
        view="BoundariesView",
        group="answers",
        least=(260, 260),
        best=(440, 520),
    ),
    ViewRow(
        key="gradients",
        label="Gradients",
        view="GradientsView",
        group="training",
        least=(280, 220),
        best=(592, 448),
    ),
    ViewRow(
        key="weights",
        label="Weights",
        view="WeightsView",
        group="network",
        least=(280, 200),
        best=(1216, 420),
        place="bottom",
    ),
)
