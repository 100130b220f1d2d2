import type { ComponentProps, CSSProperties } from "react";

interface SliderProps extends Omit<ComponentProps<"input">, "type" | "onChange" | "value"> {
  value: number;
  min: number;
  max: number;
  onChange: (value: number) => void;
}

/** The browser's own slider, which every assistive technology knows, in our colours. */
export function Slider({ value, min, max, onChange, ...props }: SliderProps) {
  const within = Math.min(max, Math.max(min, value));
  const filled = `${((within - min) / (max - min)) * 100}%`;
  return (
    <input
      type="range"
      className="slider h-5 w-full min-w-0"
      style={{ "--filled": filled } as CSSProperties}
      min={min}
      max={max}
      value={within}
      onChange={(event) => onChange(event.target.valueAsNumber)}
      {...props}
    />
  );
}
