import CircleCheck from 'lucide-react/icons/circle-check'
import { createContext, type ReactNode, useCallback, useContext, useRef, useState } from 'react'

type Toast = { id: number; text: ReactNode }

const ToastContext = createContext<(text: ReactNode) => void>(() => {})

/** Says something short to eyes and to screen readers, for a few seconds. Never the only place where it stands. */
export function useToast() {
  return useContext(ToastContext)
}

export function ToastProvider({ children, seconds = 6 }: { children: ReactNode; seconds?: number }) {
  const [toasts, setToasts] = useState<Toast[]>([])
  const next = useRef(0)
  const show = useCallback(
    (text: ReactNode) => {
      const id = next.current++
      setToasts((now) => [...now.slice(-2), { id, text }])
      setTimeout(() => setToasts((now) => now.filter((toast) => toast.id !== id)), seconds * 1000)
    },
    [seconds],
  )
  return (
    <ToastContext value={show}>
      {children}
      <div
        role="status"
        aria-live="polite"
        className="pointer-events-none fixed inset-x-0 bottom-4 z-50 grid justify-items-center gap-2 px-4"
      >
        {toasts.map((toast) => (
          <div
            key={toast.id}
            className="flex max-w-md animate-rise items-center gap-3 rounded-lg border border-transparent bg-ink px-4 py-3 text-[0.9375rem] text-canvas shadow-lift"
          >
            <CircleCheck className="size-5 shrink-0" aria-hidden="true" />
            {toast.text}
          </div>
        ))}
      </div>
    </ToastContext>
  )
}
