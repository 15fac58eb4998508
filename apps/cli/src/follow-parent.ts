/**
 * Loaded into the server before anything else: a server that was started from the command line ends with it, also
 * when the command line was killed and could forward nothing.
 */
process.once('disconnect', () => {
  process.kill(process.pid, 'SIGTERM');
});
process.channel?.unref();
