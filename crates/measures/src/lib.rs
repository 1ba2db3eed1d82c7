//! The methods behind the shared measures: survival, adherence, ordinal models, effects with a comparison group, suppression.
//! Nothing here knows where the rows came from; each formula names its paper and equation.
//! KPI definitions as records live in `strategy`.

pub mod suppression;
