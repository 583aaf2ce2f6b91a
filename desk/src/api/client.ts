/** Calls of the read API. Every failure is a `Problem` whose words can be shown to an editor. */

/** A request that failed; `status` is 0 where there was no answer at all. */
export class Problem extends Error {
  constructor(
    readonly status: number,
    message: string,
  ) {
    super(message);
  }
}

const UNREACHABLE = "The desk's server does not answer.";

/** The address of an API path; relative, so that the page also works under a proxy's prefix. */
export function address(path: string, query?: URLSearchParams): string {
  const words = query?.toString() ?? "";
  return `api/${path}${words ? `?${words}` : ""}`;
}

/** GET as JSON. Raises Problem; an abort is passed on as it is. */
export async function get<T>(path: string, query?: URLSearchParams, signal?: AbortSignal): Promise<T> {
  const response = await send(address(path, query), { signal: signal ?? null, headers: { accept: "application/json" } });
  return (await response.json()) as T;
}

/** Trades the token for the session's cookie. Raises Problem (401 where the token is wrong). */
export async function signIn(token: string): Promise<void> {
  await send(address("session"), {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ token }),
  });
}

async function send(url: string, options: RequestInit): Promise<Response> {
  let response: Response;
  try {
    response = await fetch(url, { credentials: "same-origin", ...options });
  } catch (error) {
    if (error instanceof DOMException && error.name === "AbortError") throw error;
    throw new Problem(0, UNREACHABLE);
  }
  if (!response.ok) throw new Problem(response.status, await words(response));
  return response;
}

async function words(response: Response): Promise<string> {
  const fallback = `The server answered ${response.status} ${response.statusText}`.trim() + ".";
  try {
    const problem = (await response.json()) as { title?: unknown; detail?: unknown };
    const said = [problem.title, problem.detail].filter((part) => typeof part === "string" && part !== "");
    return said.length > 0 ? said.join(": ") : fallback;
  } catch {
    return fallback;
  }
}
