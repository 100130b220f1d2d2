import { Bar, BarChart as Chart, ResponsiveContainer, Tooltip, XAxis, YAxis } from "recharts";

interface Datum {
  label: string;
  value: number;
}

interface BarChartProps {
  title: string;
  /** What the labels are, for who reads the numbers as a table. */
  labelHeading: string;
  valueHeading: string;
  bars: readonly Datum[];
  format: (value: number) => string;
}

/** Bars for the eye, and the same numbers as a table for who cannot see them. */
export default function BarChart({
  title,
  labelHeading,
  valueHeading,
  bars,
  format,
}: BarChartProps) {
  return (
    <>
      <div className="h-60" aria-hidden>
        <ResponsiveContainer width="100%" height="100%">
          <Chart
            data={[...bars]}
            margin={{ top: 4, right: 4, bottom: 0, left: 4 }}
            accessibilityLayer={false}
          >
            <XAxis
              dataKey="label"
              tickLine={false}
              axisLine={{ stroke: "var(--line-strong)" }}
              tick={{ fill: "var(--ink-soft)", fontSize: 12 }}
              minTickGap={16}
            />
            <YAxis
              width={64}
              tickLine={false}
              axisLine={false}
              tick={{ fill: "var(--ink-soft)", fontSize: 12 }}
              tickFormatter={format}
            />
            <Tooltip
              cursor={{ fill: "var(--sunken)" }}
              formatter={(value) => [format(Number(value)), valueHeading]}
              contentStyle={{
                background: "var(--raised)",
                border: "1px solid var(--line-strong)",
                borderRadius: 8,
                color: "var(--ink)",
              }}
              itemStyle={{ color: "var(--ink)" }}
            />
            <Bar
              dataKey="value"
              fill="var(--accent)"
              radius={[3, 3, 0, 0]}
              isAnimationActive={false}
            />
          </Chart>
        </ResponsiveContainer>
      </div>
      <table className="sr-only">
        <caption>{title}</caption>
        <thead>
          <tr>
            <th scope="col">{labelHeading}</th>
            <th scope="col">{valueHeading}</th>
          </tr>
        </thead>
        <tbody>
          {bars
            .filter((bar) => bar.value !== 0)
            .map((bar) => (
              <tr key={bar.label}>
                <th scope="row">{bar.label}</th>
                <td>{format(bar.value)}</td>
              </tr>
            ))}
        </tbody>
      </table>
    </>
  );
}
