import type { ElementsJson, StackJson } from "../synthesized/stack-json";

/**
 * Checks the synthesized JSON, which overrides can change after the aspect `UseProvider` has run.
 * @param provider the stack's provider, such as `aws.account`
 * @throws Error that names every AWS element without the provider
 */
export function assertProviderEverywhere({ resource, data }: StackJson, provider: string): void {
  const strays = [...strayIn(resource, provider), ...strayIn(data, provider).map((name) => `data.${name}`)];
  if (strays.length === 0) return;
  throw new Error(
    `not on the stack's provider ${provider}: ${strays.join(", ")}. ` +
      "Terraform would create them with the default credentials; add them as constructs of the stack",
  );
}

function strayIn(elements: ElementsJson = {}, provider: string): string[] {
  return Object.entries(elements)
    .filter(([type]) => type.startsWith("aws_"))
    .flatMap(([type, byName]) =>
      Object.entries(byName)
        .filter(([, element]) => element.provider !== provider)
        .map(([name]) => `${type}.${name}`),
    );
}
