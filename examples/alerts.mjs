// Print alerts as they come, from the desk: node alerts.mjs http://127.0.0.1:6071 [token]   (Node 20 or newer)
const [url, token] = process.argv.slice(2);
if (!url) process.exit(console.error("usage: node alerts.mjs URL [token]") ?? 2);
for (let last = "", text = ""; ; text = "", await new Promise((again) => setTimeout(again, 2000))) {
  const headers = { ...(last && { "Last-Event-ID": last }), ...(token && { Authorization: `Bearer ${token}` }) };
  try {
    const answer = await fetch(`${url}/api/live`, { headers });
    if (!answer.ok) throw new Error(`${answer.status} ${await answer.text()}`);
    for await (const piece of answer.body.pipeThrough(new TextDecoderStream())) {
      const events = (text += piece).split("\n\n");
      text = events.pop(); // an event that is not complete yet
      for (const event of events) {
        last = event.match(/^id: (.*)$/m)?.[1] ?? last; // go on from here when the connection breaks
        if (!event.includes("event: alert\n")) continue;
        const { status, severity, headline } = JSON.parse(event.match(/^data: (.*)$/m)[1]);
        console.log([status, severity, headline].join("\t"));
      }
    }
  } catch (error) { console.error(error.message); }
}
