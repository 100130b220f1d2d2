import { Slider as Primitive } from "radix-ui";

interface SliderProps {
  value: number;
  min: number;
  max: number;
  onChange: (value: number) => void;
  onBlur?: () => void;
  "aria-label": string;
  "aria-describedby"?: string | undefined;
}

export function Slider({ value, min, max, onChange, onBlur, ...aria }: SliderProps) {
  return (
    <Primitive.Root
      className="relative flex h-5 w-full touch-none items-center select-none"
      value={[Math.min(max, Math.max(min, value))]}
      min={min}
      max={max}
      step={1}
      onValueChange={([next]) => {
        if (next !== undefined) onChange(next);
      }}
      onBlur={onBlur}
    >
      <Primitive.Track className="relative h-1.5 grow overflow-hidden rounded-full bg-line-strong">
        <Primitive.Range className="absolute h-full bg-accent" />
      </Primitive.Track>
      <Primitive.Thumb
        {...aria}
        className="block size-5 rounded-full border-2 border-accent bg-white shadow-sm transition-shadow hover:ring-4 hover:ring-accent/15"
      />
    </Primitive.Root>
  );
}
