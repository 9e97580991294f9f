import { withoutComputedPolicy } from "../../../../review/model/computed-policy";

const POLICY = '{"Statement":[]}';
const BUCKET = { bucket: "failures", policy: POLICY };

test("the copy of a policy in a bucket's state is no policy of the bucket's own", () => {
  // Act
  const element = withoutComputedPolicy("aws_s3_bucket", BUCKET, { bucket: "failures" });

  // Assess
  expect(element).toEqual({ bucket: "failures" });
});

test("a policy that the bucket itself sets stays, and so does that of any other type", () => {
  // Act
  const own = withoutComputedPolicy("aws_s3_bucket", BUCKET, { policy: POLICY });
  const other = withoutComputedPolicy("aws_s3_bucket_policy", BUCKET, undefined);

  // Assess
  expect([own, other]).toEqual([BUCKET, BUCKET]);
});
