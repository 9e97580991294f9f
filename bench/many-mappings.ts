import { describeError } from "../errors/user-error";
import { measureManyMappings } from "../packages/stream-mappings/bench";
import { NEWS_PATH } from "../sandbox/stream-mapping-service";
import { BareEmulator } from "../sandbox/test-harness/bare-emulator";

// The SDK's notice that it will stop supporting this version of Node.js does not belong between figures.
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= "true";

const mappings = Number(process.env.BENCH_MAPPINGS ?? 1_000);
const writes = Number(process.env.BENCH_WRITES ?? 200);

/** Many mappings in one service: what they cost while nothing happens, and how soon a stream with news is read. */
async function main(): Promise<void> {
  const emulator = await BareEmulator.start("corrected");
  const newsPath = process.env.BENCH_WITHOUT_NEWS ? undefined : NEWS_PATH;
  try {
    const { secret, url } = emulator;
    const figures = await measureManyMappings(url, { mappings, writes, secret, newsPath });
    console.table({ [`${mappings} mappings`]: figures });
  } finally {
    await emulator.stop();
  }
}

main().catch((error) => {
  console.error(describeError(error));
  process.exitCode = 1;
});
