import { lazy, Suspense } from "preact/compat";
import { Announcer } from "./parts/announcer";
import { StaleBanner } from "./parts/feed-badge";
import { Help } from "./parts/help";
import { Navigation } from "./parts/navigation";
import { Loading } from "./parts/notice";
import { SignIn } from "./parts/sign-in";
import { TopBar } from "./parts/top-bar";
import { locked } from "./state/load";
import { route } from "./state/route";
import { useStore } from "./state/store";
import { AlertsView } from "./views/alerts";
import { StoriesView } from "./views/stories";
import { StoryView } from "./views/story";

// The map brings the outlines of the world and the trends a chart library: they come when first looked at.
const MapView = lazy(() => import("./views/map"));
const TrendsView = lazy(() => import("./views/trends"));

export function App() {
  const closed = useStore(locked);
  return (
    <>
      <a class="skip" href="#main">
        Skip to the news
      </a>
      <header class="masthead">
        <h1 class="title">Newswire desk</h1>
        <Navigation />
        <TopBar />
      </header>
      {closed ? null : <StaleBanner />}
      <main id="main" tabIndex={-1}>
        {closed ? <SignIn /> : <View />}
      </main>
      <Announcer />
      <Help />
    </>
  );
}

function View() {
  const { view, story } = useStore(route);
  if (story) return <StoryView id={story} />;
  return (
    <Suspense fallback={<Loading what="the view" />}>
      {view === "alerts" ? <AlertsView /> : null}
      {view === "stories" ? <StoriesView /> : null}
      {view === "map" ? <MapView /> : null}
      {view === "trends" ? <TrendsView /> : null}
    </Suspense>
  );
}
