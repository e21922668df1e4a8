import { layout, type Tied } from "./force";

addEventListener("message", (event: MessageEvent<Tied>) => {
  const at = layout(event.data);
  postMessage(at, { transfer: [at.buffer] });
});
