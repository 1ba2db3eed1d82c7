//! Everywhere.

pub(crate) const PAIRS: &str = "
GL-01 | medical phase2 US+DE+GB+JP plan strategy = permit | regulatory phase2 US+DE+GB+JP plan strategy = permit
GL-02 | marketing filed JP say product-claim hcp = forbid | marketing approved JP say product-claim hcp = permit-with-obligations
GL-03 | sales phase3 US share adverse-event = permit-with-obligations | sales phase3 US share adverse-event hcp = forbid
GL-04 | sales launched US hand-off adverse-event = forbid | sales launched US hand-off request = permit-with-obligations
GL-05 | medical launched US share patient-identity = forbid | medical launched US share insight = permit-with-obligations
GL-06 | medical launched US see-aggregate real-world-data cell=9 = forbid | heor launched DE see-aggregate real-world-data cell=11 = permit-with-obligations
GL-07 | medical launched JP share insight = permit-with-obligations | medical launched JP share insight hcp = forbid
GL-08 | marketing launched US see belief-note = forbid | marketing launched US see-aggregate belief-note = permit
GL-09 | sales launched US see-metadata channel-preference = permit-with-obligations | sales launched US see channel-preference = permit
GL-10 | sales phase3 US see-metadata investigator-status = permit-with-obligations | sales mature US see-metadata investigator-status = permit
GL-11 | medical phase3 US see topline = forbid | medical mature US see topline = forbid
GL-12 | sales launched JP say material hcp = permit-with-obligations | sales launched JP say material = forbid
GL-13 | marketing launched DE initiate promotional-email hcp opted-out = forbid | medical launched DE initiate promotional-email hcp opted-out = forbid
GL-14 | marketing phase3 DE initiate market-research hcp = permit-with-obligations | sales phase3 DE initiate market-research hcp = forbid
GL-15 | medical launched US initiate joint-visit hcp = permit-with-obligations | medical approved US initiate joint-visit hcp = forbid
GL-16 | market-access phase3 JP hand-off request = permit-with-obligations | market-access phase3 JP plan request = permit
GL-17 | marketing launched JP plan approval = permit-with-obligations | marketing launched JP plan material = permit
GL-18 | marketing launched US share generated-text hcp = permit-with-obligations | marketing launched US share generated-text = forbid
GL-19 | leadership phase3 US plan strategy = permit-with-obligations | marketing phase3 US plan strategy = permit
GL-20 | leadership launched DE incentivise medical-objective = forbid | leadership launched DE incentivise sales-goal = forbid
";
