"""The command line: training and drawing without a window, or the window itself."""
