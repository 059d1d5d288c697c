// Loaded into Highwater before its own code (node --import): when whoever started it dies, however it dies, standard
// input closes and Highwater stops as if it had been asked to. Its children inherit the flag and must not watch theirs.
if (process.argv[1]?.endsWith('highwater.mjs')) {
  process.stdin.on('end', () => process.kill(process.pid, 'SIGTERM'));
  process.stdin.on('error', () => process.kill(process.pid, 'SIGTERM'));
  process.stdin.resume();
}
