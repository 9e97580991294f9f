import { z } from "zod";
import { TARGET_UTILIZATION } from "../limits";
import { about } from "./about";
import { wholeNumber } from "./common";
import { capacityUnits } from "./key-attribute";

function scaling(requests: "reads" | "writes", unit: string) {
  return z
    .strictObject({
      max: capacityUnits.meta(about({ description: `The most ${requests} that the table scales to.`, unit })),
      targetUtilization: wholeNumber(TARGET_UTILIZATION)
        .default(70)
        .meta(
          about({
            description: `How much of the capacity the ${requests} should use. The table scales to keep this share.`,
          }),
        ),
    })
    .optional()
    .meta(
      about({
        description: `How the table scales for ${requests}.`,
        ifAbsent: `the capacity for ${requests} stays as it is stated`,
        examples: [{ max: 100, targetUtilization: 70 }],
      }),
    );
}

const autoscaling = z.strictObject({
  read: scaling("reads", "read capacity units"),
  write: scaling("writes", "write capacity units"),
});

/** How the capacity of a table is paid for. */
export const tableBilling = z.discriminatedUnion("mode", [
  z
    .strictObject({
      mode: z.literal("PAY_PER_REQUEST").meta(about({ description: "DynamoDB charges for each request." })),
    })
    .meta(
      about({
        description: "On-demand capacity: DynamoDB scales the table.",
        examples: [{ mode: "PAY_PER_REQUEST" }],
      }),
    ),
  z
    .strictObject({
      mode: z
        .literal("PROVISIONED")
        .meta(about({ description: "DynamoDB charges for reserved capacity, used or not." })),
      readCapacity: capacityUnits.meta(
        about({
          description:
            "Reads that the table can serve at any time. With autoscaling, where it starts and the least that it scales to.",
          unit: "read capacity units",
        }),
      ),
      writeCapacity: capacityUnits.meta(
        about({
          description:
            "Writes that the table can serve at any time. With autoscaling, where it starts and the least that it scales to.",
          unit: "write capacity units",
        }),
      ),
      autoscaling: autoscaling.optional().meta(
        about({
          description:
            "Application Auto Scaling changes the table's capacity with its use, and Terraform leaves it alone. Global secondary indexes keep the capacity that they state: Terraform cannot leave that of one index alone. A sandbox cannot have it.",
          ifAbsent: "the table keeps the capacity that is stated",
          examples: [{ read: { max: 100 }, write: { max: 100, targetUtilization: 80 } }],
        }),
      ),
    })
    .meta(
      about({
        description: "Provisioned capacity: DynamoDB throttles requests beyond it.",
        examples: [{ mode: "PROVISIONED", readCapacity: 5, writeCapacity: 5 }],
      }),
    ),
]);
