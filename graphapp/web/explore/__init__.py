"""The network explorer: its page, the same for frames in other pages, and what it asks the server for."""
