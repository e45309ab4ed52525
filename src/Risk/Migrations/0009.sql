alter table risk_score add column low double precision;
alter table risk_score add column high double precision;
alter table risk_score add column learning double precision;
