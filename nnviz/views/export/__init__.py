"""Pictures of views: as files for slides."""
