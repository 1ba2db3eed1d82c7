//! The rules of the guardrails over strategies: their pages are executed, and a plan is judged as the act will be.

mod folders;
mod pages;
mod same_answer;
