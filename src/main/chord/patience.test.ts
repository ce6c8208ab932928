import { describe, expect, test } from 'vitest'
import { Patience } from './patience'

function after(...answers: number[]): number {
  const patience = new Patience(300)
  for (const tookMs of answers) patience.answered(tookMs)
  return patience.timeoutMs
}

const times = (n: number, tookMs: number): number[] => Array.from({ length: n }, () => tookMs)

describe('how long an answer may take', () => {
  test('the least on a quiet network, whatever one slow answer says', () => {
    expect(after()).toBe(300)
    expect(after(...times(100, 1))).toBe(300)
    expect(after(...times(100, 1), 250)).toBe(300)
  })

  test('more than the answers of a busy ring take, before they take longer than the least', () => {
    // Answers that grow slower step by step, as they do while a queue grows: each comes within the deadline before it.
    const patience = new Patience(300)
    for (let tookMs = 1; tookMs < 900; tookMs *= 1.05) {
      expect(patience.timeoutMs).toBeGreaterThan(tookMs)
      patience.answered(tookMs)
    }
    expect(patience.timeoutMs).toBeGreaterThan(900)
  })

  test('soon the least again when answers are quick, and never more than ten times that', () => {
    expect(after(...times(50, 800))).toBeGreaterThan(800)
    expect(after(...times(50, 800), ...times(30, 1))).toBe(300)
    expect(after(...times(50, 60_000))).toBe(3000)
  })

  test('the least may change meanwhile', () => {
    const patience = new Patience(300)
    patience.leastMs = 100
    expect(patience.timeoutMs).toBe(100)
  })
})
