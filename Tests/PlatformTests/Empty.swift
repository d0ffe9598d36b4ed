// Removed when the target has its first real file.
