import { NativeSelect, TextInput } from '@mantine/core';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { useUrlState } from './url-state.ts';

interface FieldProps {
  /** Of the parameter in the address. */
  name: string;
  label: string;
  className?: string;
}

/** Milliseconds of rest after which typing counts as a question. */
const REST_MILLISECONDS = 350;

/** A text that is part of the address; it is taken up when the reader pauses, presses Enter or leaves the field. */
export function UrlText({ name, label, className, ...rest }: FieldProps & UrlTextProps) {
  const { get, set } = useUrlState();
  const kept = get(name);
  const [text, setText] = useState(kept);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => setText(kept), [kept]);
  useEffect(() => () => clearTimeout(timer.current), []);
  const take = (value: string): void => {
    clearTimeout(timer.current);
    if (value !== kept) set({ [name]: value, offset: null }, { replace: true });
  };
  return (
    <TextInput
      {...rest}
      id={`field-${name}`}
      className={className}
      label={label}
      value={text}
      onChange={({ currentTarget: { value } }) => {
        setText(value);
        clearTimeout(timer.current);
        timer.current = setTimeout(() => take(value), REST_MILLISECONDS);
      }}
      onBlur={() => take(text)}
      onKeyDown={({ key }) => key === 'Enter' && take(text)}
    />
  );
}

interface UrlTextProps {
  type?: 'text' | 'date' | 'search';
  placeholder?: string;
  inputMode?: 'numeric' | 'decimal';
  rightSection?: ReactNode;
}

interface UrlSelectProps extends FieldProps {
  options: readonly { value: string; label: string }[];
  /** What the empty choice is called; without it there is none. */
  any?: string;
}

/** One of several, as part of the address. */
export function UrlSelect({ name, label, className, options, any }: UrlSelectProps) {
  const { get, set } = useUrlState();
  const data = any === undefined ? options : [{ value: '', label: any }, ...options];
  return (
    <NativeSelect
      id={`field-${name}`}
      className={className}
      label={label}
      value={get(name)}
      onChange={({ currentTarget: { value } }) => set({ [name]: value, offset: null })}
      data={[...data]}
    />
  );
}
