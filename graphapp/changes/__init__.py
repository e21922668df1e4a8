"""What changed from one release to the next: compared by the build, kept beside the newer one, shown on pages and in a feed."""
