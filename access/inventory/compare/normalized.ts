import type { Settings } from "../stack-inventory";
import { dashboardFacts } from "./dashboard";

/** Beside the output folder, as seen from a stack's folder in it; the standard one has a folder for each environment. */
const LOCAL_STATE = /^(?:\.\.\/){3,4}([\w.-]+)$/;

/** The same in an expression that looks for the file. */
const LOCAL_STATE_FILE = /\("\$\{path\.module\}\/(?:\.\.\/){3,4}([\w.-]+)"\)/;

/** Where CDKTF puts the archive of an asset: its name, its hash, its file. */
const ASSET = /^(assets\/\w+)\/[0-9a-f]{32,64}\/[\w-]+\.zip$/;

/** The default workspace, with a comment that Terraform shows if there is no state. */
const DEFAULT_WORKSPACE = /^\$\{"default" \/\* [\w .:-]+ \*\/\}$/;

/**
 * The settings of an element without what depends on where and when it was synthesized, and with JSON text read. What
 * does not have the usual form stays as it is, for the comparison to find.
 */
export function normalized(kind: string, settings: Settings): Settings {
  const change = NORMALIZED[kind];
  return withoutMessages(change ? { ...settings, ...change(settings) } : settings);
}

/** The path of a local state without its folder. */
export function withoutFolder(path: unknown): unknown {
  return typeof path === "string" ? path.replace(LOCAL_STATE, "$1") : path;
}

const NORMALIZED: Readonly<Record<string, (settings: Settings) => Settings>> = {
  aws_lambda_function: archive,
  aws_lambda_layer_version: archive,
  aws_lambda_event_source_mapping: filters,
  aws_apigatewayv2_stage: accessLog,
  aws_cloudwatch_dashboard: dashboardFacts,
  "data.terraform_remote_state": remoteState,
};

/** Conditions without what a plan says if they do not hold. */
function withoutMessages({ lifecycle, ...settings }: Settings): Settings {
  if (!isFields(lifecycle)) return lifecycle === undefined ? settings : { ...settings, lifecycle };
  const { precondition, postcondition, ...rest } = lifecycle;
  const all = { ...rest, precondition: conditions(precondition), postcondition: conditions(postcondition) };
  const given = Object.values(all).some((value) => value !== undefined);
  return given ? { ...settings, lifecycle: all } : settings;
}

function conditions(list: unknown): unknown {
  if (!Array.isArray(list)) return list;
  return list.map((one) => {
    if (!isFields(one)) return one;
    const { condition, error_message: _, ...others } = one;
    const text = typeof condition === "string" ? condition.replace(LOCAL_STATE_FILE, '("$1")') : condition;
    return Object.keys(others).length === 0 ? text : { ...others, condition: text };
  });
}

function archive({ filename }: Settings): Settings {
  return typeof filename === "string" ? { filename: filename.replace(ASSET, "$1") } : {};
}

function filters({ filter_criteria }: Settings): Settings {
  if (!isFields(filter_criteria) || !Array.isArray(filter_criteria.filter)) return {};
  const filter = filter_criteria.filter.map((one) =>
    isFields(one) ? { ...one, pattern: parsed(one.pattern) } : one,
  );
  return { filter_criteria: { ...filter_criteria, filter } };
}

function accessLog({ access_log_settings: log }: Settings): Settings {
  return isFields(log) ? { access_log_settings: { ...log, format: parsed(log.format) } } : {};
}

function remoteState({ config, workspace }: Settings): Settings {
  return {
    ...(isFields(config) && "path" in config && { config: { ...config, path: withoutFolder(config.path) } }),
    ...(typeof workspace === "string" &&
      DEFAULT_WORKSPACE.test(workspace) && {
        workspace: "default",
      }),
  };
}

/** JSON text that `JSON.stringify` would write alike: no field twice, so that nobody reads it differently. */
export function parsed(text: unknown): unknown {
  if (typeof text !== "string") return text;
  try {
    const value: unknown = JSON.parse(text);
    return JSON.stringify(value) === text ? value : text;
  } catch {
    return text;
  }
}

export function isFields(value: unknown): value is Settings {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
