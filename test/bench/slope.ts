/** A measured point. */
export type Point = readonly [x: number, y: number];

/** Slope of the straight line that fits the points best (least squares); 0 when they have one `x` only. */
export function slope(points: readonly Point[]): number {
  const mean = (pick: (point: Point) => number): number => points.reduce((sum, p) => sum + pick(p), 0) / points.length;
  const x = mean((point) => point[0]);
  const y = mean((point) => point[1]);
  const spread = points.reduce((sum, point) => sum + (point[0] - x) ** 2, 0);
  return spread === 0 ? 0 : points.reduce((sum, point) => sum + (point[0] - x) * (point[1] - y), 0) / spread;
}
